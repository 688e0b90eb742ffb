import * as l10n from '@vscode/l10n';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pseudoTexts, untranslated } from '../../support/pseudoBundle';
import { describeStructure } from '../../../src/analysis/paths/describeStructure';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import { failureCodes } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import { counted, formatGradient, formatShape } from '../../../src/shared/words/format';
import { argumentOriginText } from '../../../src/shared/words/argumentOrigins';
import { relatedPlaces } from '../../../src/shared/words/relatedPlaces';
import type { Report } from '../../../src/shared/report/report';
import { skipSentence } from '../../../src/shared/words/skipWords';
import { structureFacts } from '../../../src/shared/words/structureText';
import { findingMessage } from '../../../src/shared/words/findingMessages';
import { findingSuggestion } from '../../../src/shared/words/findingSuggestions';
import { originText, thresholdComplaint } from '../../../src/shared/words/thresholdWords';
import { thresholdsWith } from '../../../src/shared/report/thresholds';
import { hoverText } from '../../../src/extension/features/inline/hoverText';
import { summarizeLines } from '../../../src/extension/core/lines/lineSummary';
import { standingOf } from '../../../src/extension/features/models/modelState';
import { guessedText, outcomeText, verdict } from '../../../src/extension/core/standing/siteText';
import { progressText } from '../../../src/shared/words/progressText';
import { InspectedText } from '../../../src/extension/core/sessions/inspectedText';
import { plainChain as analysedChain } from '../../support/analysedReports';
import { request } from '../../support/fakeInspector';
import { writtenFinding } from '../../support/findings';
import { plainChain, resnet } from '../../support/sampleReports';
import { uNet } from '../../support/architectures/encoderDecoder';
import { alongChain, chain, findingsOf, probeOf } from '../analysis/findings/builders';

/** Words that stand outside of what a bundle translates; names and values are given as digits or signs. */
const bare = (text: string): string[] => untranslated(text).match(/\p{L}{3,}/gu) ?? [];

const outcome = <T>(value: T) => ({ value, text: new InspectedText(request(), 0) });
const report = (whole: Report): Report => ({
  ...whole,
  model: {
    ...whole.model,
    arguments: [{ name: 'n', value: 1, origin: 'guess' }],
  },
});

describe('in another language', () => {
  beforeAll(() => l10n.config({ contents: { ...pseudoTexts } }));
  afterAll(() => l10n.config({ contents: {} }));

  it('every failure is told in it', () => {
    const ours = failureCodes.filter((code) => code !== 'usage');
    const told = ours.map((code) => explainFailure({ code, detail: '1' }));
    expect(told.filter((text) => bare(text).length > 0 || !text.startsWith('⟦'))).toEqual([]);
  });

  it('findings, their limits and their places are', () => {
    const fading = Array.from({ length: 12 }, (_, i) => 1e-2 * 0.25 ** (11 - i));
    const growing = [...fading].reverse().map((value) => value * 1e4);
    const found = [fading, growing].flatMap((gradients) =>
      findingsOf(chain(12), probeOf(alongChain(gradients))),
    );
    expect(new Set(found.map(({ code }) => code)).size).toBeGreaterThan(1);
    const all = [...found, ...analysedChain(30).findings];
    const network = { layers: [] };
    const texts = all.flatMap((one) => [
      findingMessage(one, network),
      findingSuggestion(one, 'tfjs'),
    ]);
    expect(texts.flatMap(bare)).toEqual([]);
    const whole = plainChain(30);
    const places = relatedPlaces(
      writtenFinding('vanishing-gradient', whole.network.layers[1]!.id),
      whole,
    );
    expect(places.length).toBeGreaterThan(0);
    expect(places.flatMap(({ message }) => bare(message))).toEqual([]);
    expect(bare(originText(thresholdsWith({ plainStack: 5 }).plainStack))).toEqual([]);
    expect(bare(thresholdComplaint('deadShare', 2)!)).toEqual([]);
  });

  it('how a model stands is, in lenses, in the status bar and in the list of models', () => {
    const probed = outcome(report(resnet(1)));
    const { probe, ...network } = report(resnet(1));
    expect(probe).toBeDefined();
    const stale = outcome(network);
    stale.text.edited([], 'edited');
    const run = { probe: true, progress: { stage: 'building model' }, text: probed.text } as const;
    const states = [
      {},
      { run },
      { report: probed, probed, seconds: 1 },
      { report: stale },
      { failure: outcome({ code: 'timed-out', detail: '1 s' } as const) },
    ];
    const texts = states.flatMap((state) => [
      verdict(state, {}),
      outcomeText(state, {})?.replace(/\$\([\w~-]+\)/, '') ?? '',
      standingOf(state, {}).text,
      guessedText(state) ?? '',
    ]);
    expect(texts.filter((text) => text !== '')).not.toHaveLength(0);
    expect(texts.flatMap(bare)).toEqual([]);
    expect(bare(progressText({ stage: 'probing gradients', done: 1, total: 9 }))).toEqual([]);
  });

  it('a hover is, but for names, units and terms', () => {
    const whole = plainChain(30);
    const layers = whole.network.layers.map((layer, i) => ({
      ...layer,
      name: `l${i}`,
      kind: 'L',
      source: [{ file: 'm.ts', line: i === 0 ? 3 : 4, column: 1 }],
    }));
    const written = { ...whole, findings: [], network: { ...whole.network, layers } };
    const line = summarizeLines(written).find((one) => one.line === 4)!;
    const text = hoverText(line, written, () => '#');
    expect(text).toContain('⟦');
    expect(new Set(bare(text))).toEqual(new Set(['RMS']));
  });

  it('structure, skips, counts and arguments are', () => {
    const graph = uNet({ levels: 3, without: [1] });
    const found = findSkips(graph);
    const structure = describeStructure(graph, found);
    const facts = structureFacts({ ...resnet(2), structure });
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.flatMap((fact) => fact.flatMap(bare))).toEqual([]);
    const { skips } = resnet(2);
    expect(skips.items.flatMap((skip) => bare(skipSentence(skip, ['a', 'b'])))).toEqual([]);
    const origins = ['user', 'callSite', 'default', 'type', 'guess'] as const;
    const texts = [counted(2, 'step'), formatGradient(undefined), formatShape([null])];
    expect([...texts, ...origins.map(argumentOriginText)].flatMap(bare)).toEqual([]);
  });
});

describe('the bundle of words', () => {
  it('holds exactly what the code asks for', () => {
    const asked = execFileSync('node', ['scripts/words.mjs', '--print'], { encoding: 'utf8' });
    expect(readFileSync('l10n/bundle.l10n.json', 'utf8')).toBe(asked);
  });
});
