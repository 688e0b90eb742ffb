import * as l10n from '@vscode/l10n';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../src/cli/terminal/exitCodes';
import { Failure, isFailureInfo, toFailureInfo } from '../../../src/shared/base/failures';
import { asWritten } from '../../../src/shared/report/asWritten';
import { isReport } from '../../../src/shared/report/guard';
import { readReport, reportOf } from '../../../src/shared/report/readReport';
import { explainFailure } from '../../../src/shared/words/failures';
import { findingMessage } from '../../../src/shared/words/findingMessages';
import { findingSuggestion } from '../../../src/shared/words/findingSuggestions';
import { quantityText } from '../../../src/shared/words/gapWords';
import { message } from '../../../src/shared/words/message';
import { whyUnavailable } from '../../../src/shared/words/remedies';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { germanTexts } from '../../support/germanBundle';
import { pseudoTexts } from '../../support/pseudoBundle';
import { alongChain, chain, findingsOf, probeOf } from '../analysis/findings/builders';

const languages = { english: {}, german: germanTexts, pseudo: pseudoTexts };
const speak = (texts: Readonly<Record<string, string>>): void =>
  l10n.config({ contents: { ...texts } });

/** The results in each language, English first. */
function inEach<T>(act: () => T): readonly [T, T, T] {
  const results = Object.values(languages).map((texts) => {
    speak(texts);
    return act();
  });
  return results as unknown as readonly [T, T, T];
}

/** The same decision in every language. */
function expectSame<T>(decide: () => T): T {
  const [english, german, pseudo] = inEach(decide);
  expect(german).toEqual(english);
  expect(pseudo).toEqual(english);
  return english;
}

/** Another sentence in each language, so that a decision on one of them would show. */
function expectTranslated(say: () => string): string {
  const [english, ...others] = inEach(say);
  expect(new Set([english, ...others]).size).toBe(3);
  return english;
}

afterAll(() => speak({}));

const thrown = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

describe('a backend that cannot run', () => {
  const noDevice = message('backends.no-cuda-device', { package: 'tfjs-node-gpu' });
  const notThere = asWritten('@tensorflow/tfjs-node-gpu is not installed.');
  const failure = new Failure(
    'backend-unavailable',
    message('backends.unavailable', { reason: noDevice }),
  );

  it('has the same remedy and exit code in every language', () => {
    const hasRemedy = (reason: typeof noDevice) => () =>
      whyUnavailable({ name: 'tensorflow-gpu', reason }, 'SETUP').includes('SETUP');
    expect(expectSame(hasRemedy(noDevice))).toBe(false);
    expect(expectSame(hasRemedy(notThere))).toBe(true);
    expect(expectSame(() => exitCodeOf(failure.code))).toBe(4);
  });

  it('is told in each of them', () => {
    expect(expectTranslated(() => explainFailure(failure))).toBe(
      'The backend cannot run here: tfjs-node-gpu found no CUDA device.',
    );
    expectTranslated(() => whyUnavailable({ name: 'tensorflow', reason: notThere }, 'setup'));
  });
});

describe('a damaged file', () => {
  const damaged = new Failure('not-a-model-file', 'Unexpected end of JSON input');

  it('is the same failure in every language, and told in each', () => {
    expect(expectSame(() => toFailureInfo(damaged))).toMatchObject({ code: 'not-a-model-file' });
    expect(expectSame(() => isFailureInfo(toFailureInfo(damaged)))).toBe(true);
    expect(expectSame(() => exitCodeOf(damaged.code))).toBe(3);
    expectTranslated(() => explainFailure(damaged));
  });

  it('is no report in any of them', () => {
    const error = () => toFailureInfo(thrown(() => readReport('{"schemaVersion":2', 'a.json')));
    expect(expectSame(error)).toMatchObject({ code: 'usage' });
    expect(expectTranslated(() => explainFailure(error()))).toBe(
      'a.json is not a report of this version of SkipScope.',
    );
  });
});

describe('a definition that cannot be built', () => {
  const refused = new Failure('unbuildable', message('process.refused-call', { call: 'exit' }));

  it('is the same failure in every language, and told in each', () => {
    expect(expectSame(() => toFailureInfo(refused))).toEqual({
      code: 'unbuildable',
      detail: { code: 'process.refused-call', values: { call: 'exit' } },
    });
    expect(expectSame(() => exitCodeOf(refused.code))).toBe(3);
    expectTranslated(() => explainFailure(refused));
  });
});

describe('a report', () => {
  const fading = Array.from({ length: 12 }, (_, i) => 1e-2 * 0.25 ** (11 - i));
  const found = () => findingsOf(chain(12), probeOf(alongChain(fading)));
  const old: unknown = JSON.parse(readFileSync('test/fixtures/reports-v1/sigmoidMlp.json', 'utf8'));

  it('has the same findings in every language, since it holds none', () => {
    expect(expectSame(found)).toMatchObject([{ code: 'vanishing-gradient', severity: 'error' }]);
    const [finding] = found();
    expectTranslated(() => findingMessage(finding!, { layers: [] }));
    expectTranslated(() => findingSuggestion(finding!, 'tfjs'));
  });

  it('is guarded and read from an older version alike', () => {
    expect(expectSame(() => isReport(reportOf(old)))).toBe(true);
    expectSame(() => reportOf(old));
  });

  it('says in each of them what was not measured', () => {
    expectTranslated(() => quantityText({ quantity: 'fork', skip: 'a>b:1' }));
    expectTranslated(() => sentenceOf(message('notMeasured.not-asked-for')));
  });
});
