import * as l10n from '@vscode/l10n';
import type { FailureInfo } from '../../base/failures';
import type { Message } from '../../base/message';
import type { SourcePosition } from '../../base/source';
import type { LayerId } from '../../network/network';
import type { Probe } from '../../report/probe';
import type { Finding, Report } from '../../report/report';
import { bySeverity, endOfNetwork, weightGradientRms } from '../../report/selectors';
import { carriedShare } from '../../report/seeds';
import { explainFailure } from '../failures';
import { counted, formatGradient, formatShare, shortName } from '../format';
import { sentenceOf } from '../sentence';
import { findingLabel } from './findingLabels';
import { firstStep } from './firstStep';
import { severityMarks } from './severityMarks';
import { headline } from './headlines';

/** The first thing to know about a model. */
export interface Verdict {
  readonly standing: 'healthy' | 'found' | 'unprobed' | 'failed';
  /** One sentence: what, where, why; the same words in every view. */
  readonly sentence: string;
  /** The one thing to do, as a sentence; absent if there is nothing to do. */
  readonly remedy?: string;
  /** The finding that it speaks of. */
  readonly finding?: Finding;
  /** The layers that it speaks of; empty if it speaks of all. */
  readonly layers: readonly LayerId[];
}

/** The reading of a report, where a view has one of its own. */
interface Reading {
  /** The findings at the user's levels; those of the report where they are absent. */
  readonly findings?: readonly Finding[];
  /** The present place of a position of the report; `undefined` where its line is gone. */
  readonly placeNow?: (at: SourcePosition) => SourcePosition | undefined;
}

/** The verdict on a report: its worst error or warning, else how healthy it is. */
export function verdictOf(report: Report, reading: Reading = {}): Verdict {
  const [worst] = bySeverity(reading.findings ?? report.findings);
  if (worst && worst.severity !== 'info') return found(worst, report, reading);
  if (report.probe?.planned) return measuring(report.probe, report.probe.planned);
  if (report.probe) return healthy(report);
  const end = endOfNetwork(report);
  return end ? ended(end) : unprobed(report);
}

/** The verdict on a model that gave no report. */
export const verdictOfFailure = (failure: FailureInfo): Verdict => ({
  standing: 'failed',
  sentence: l10n.t('Could not be built: {0}', explainFailure(failure)),
  layers: [],
});

/** Sentence and remedy, as they stand behind one another. */
export const verdictText = ({ sentence, remedy }: Verdict): string =>
  remedy === undefined ? sentence : `${sentence} ${remedy}`;

/** A sign for people who do not see its colour. */
export function verdictMark({ standing, finding }: Verdict): string {
  if (finding) return severityMarks[finding.severity];
  return { healthy: '✓', unprobed: '○', found: severityMarks.warning, failed: severityMarks.error }[
    standing
  ];
}

function found(finding: Finding, report: Report, reading: Reading): Verdict {
  const label = findingLabel(finding.code);
  const sentence =
    'written' in finding
      ? l10n.t('{0}: {1}', label, finding.written.message)
      : l10n.t('{0}: {1}.', label, headline(finding, placeText(finding, report, reading)));
  const remedy = firstStep(finding, report.runtime.framework);
  return {
    standing: 'found',
    sentence,
    ...(remedy === '' ? {} : { remedy }),
    finding,
    layers: finding.evidence.layers,
  };
}

/** `line 6`, `blocks.ts:6` where it lies in another file, or the layer's name where it has no line. */
function placeText(finding: Finding, report: Report, { placeNow }: Reading): string {
  const layer = report.network.layers.find(({ id }) => id === finding.layer);
  const made = finding.source ?? layer?.source[0];
  const at = made && placeNow ? placeNow(made) : made;
  if (!at) return layer ? shortName(layer) : finding.layer;
  return at.file === report.model.source.file
    ? l10n.t('line {0}', at.line)
    : `${at.file.split('/').at(-1) ?? at.file}:${at.line}`;
}

const range = (values: readonly number[], format: (value: number) => string): string => {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  return low === high ? low : `${low.replace(/ %$/, '')}–${high}`;
};

function healthy(report: Report): Verdict {
  return { standing: 'healthy', sentence: healthyText(report), layers: [] };
}

function healthyText({ probe, skips }: Report): string {
  const shares = probe?.forks.flatMap((fork) => carriedShare(fork) ?? []) ?? [];
  if (shares.length > 0 && shares.length === skips.items.length) {
    const values = { share: range(shares, formatShare), count: shares.length };
    return shares.length === 1
      ? l10n.t('Healthy: the shortcut carries {share} of the gradient.', values)
      : l10n.t('Healthy: {count} shortcuts carry {share} of the gradient.', values);
  }
  const weighted = probe?.layers.filter(({ weights }) => weights.length > 0) ?? [];
  const known = weighted.flatMap((layer) => weightGradientRms(layer) ?? []);
  if (known.length === 0) return l10n.t('Nothing found, and no gradient measured.');
  const values = {
    gradient: range(known, formatGradient),
    layers: counted(weighted.length, 'weighted layer'),
    known: known.length,
  };
  return known.length === weighted.length
    ? l10n.t('Healthy: {layers} with gradients of {gradient}.', values)
    : l10n.t(
        'Healthy as far as measured: {known} of {layers} with gradients of {gradient}.',
        values,
      );
}

/** The first numbers of a probe accuse nothing, and clear nothing. */
function measuring({ loss }: Probe, planned: NonNullable<Probe['planned']>): Verdict {
  const done = loss.values.reduce((sum, steps) => sum + steps.length, 0);
  const total = planned.steps * planned.seeds;
  const sentence = l10n.t(
    'Numbers of {0} of {1} so far; findings follow.',
    done,
    counted(total, 'step'),
  );
  return { standing: 'unprobed', sentence, layers: [] };
}

/** A network that could be drawn up to a line only. */
const ended = (reason: Message): Verdict => ({
  standing: 'failed',
  sentence: l10n.t('Could not be built: {0}', sentenceOf(reason)),
  layers: [],
});

function unprobed({ network, skips, notMeasured }: Report): Verdict {
  const gap = notMeasured.find(({ quantity }) => quantity === 'probe');
  if (gap?.reason.code === 'notMeasured.failed') {
    const reason = sentenceOf(gap.reason).replace(/\.$/, '');
    return { standing: 'unprobed', sentence: l10n.t('Not probed: {0}.', reason), layers: [] };
  }
  const joins = skips.unknownJoins?.length ?? 0;
  const values = {
    layers: counted(network.totals.layers, 'layer'),
    skips: joins > 0 ? counted(joins, 'unknown join') : counted(skips.merges.total, 'skip'),
  };
  return {
    standing: 'unprobed',
    sentence: l10n.t('Not probed yet: {layers} and {skips}.', values),
    remedy: l10n.t('Probe the gradients to see how it learns.'),
    layers: [],
  };
}
