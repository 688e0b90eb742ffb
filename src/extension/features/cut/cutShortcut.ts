import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { CutRequest } from '../../../shared/protocol/cutRequest';
import type { JobRunner } from '../../../shared/protocol/jobs';
import { formatShare, shortName } from '../../../shared/words/format';
import type { Report, Skip } from '../../../shared/report/report';
import type { LinePlace } from '../../core/manifest/contributions';
import type { ComparePanels } from '../../core/comparisons/comparePanels';
import { shortcutsInto } from '../../core/lines/lineSummary';
import type { ProbedLine, ProbedLines } from '../../core/lines/probedLines';
import { progressText } from '../../core/standing/siteText';
import type { Inspections } from '../../core/sessions/inspections';
import { lineAt, placeOf } from '../../core/lines/lineAt';
import { withProgress } from '../../core/ui/withProgress';

interface Cutting {
  readonly lines: ProbedLines;
  readonly inspections: Pick<Inspections, 'run'>;
  readonly engine: JobRunner;
  readonly comparisons: Pick<ComparePanels, 'open'>;
}

/**
 * Probes the model of a line without one shortcut into a merge that the line makes, and compares that with
 * the whole model's probe of the same text, which runs first if there is none. The site's own report
 * stays.
 */
export async function cutShortcut(cutting: Cutting, given: LinePlace | undefined): Promise<void> {
  const place = placeOf(given);
  const line = await probedLine(cutting, place);
  const skip = await choose(line);
  const request = skip && requestWithout(skip, line);
  const after = request && (await probeWithout(cutting.engine, request, line.session.site.name));
  if (after) cutting.comparisons.open({ before: line.seen.value, after });
}

/** The line with a probe of the present text; without one, problems and lens show the reason. */
async function probedLine(
  { lines, inspections }: Cutting,
  place: LinePlace | undefined,
): Promise<ProbedLine> {
  const known = lineAt(lines, place);
  if (isProbed(known)) return known;
  await inspections.run(known.session.site, true);
  const line = lineAt(lines, place);
  if (isProbed(line)) return line;
  throw new Failure('usage', message('editor.no-probe-to-compare'));
}

const isProbed = ({ seen }: ProbedLine): boolean =>
  seen.value.probe !== undefined && !seen.text.outOfDate;

interface ShortcutItem extends vscode.QuickPickItem {
  readonly skip: Skip;
}

/** The only shortcut, or the one that the user chooses. */
async function choose({ summary, seen }: ProbedLine): Promise<Skip | undefined> {
  const report = seen.value;
  const [only, ...others] = shortcutsInto(summary.layers, report);
  if (!only) throw new Failure('usage', message('editor.no-shortcut-on-line'));
  if (others.length === 0) return only;
  const choice = await vscode.window.showQuickPick(
    [only, ...others].map((skip) => entry(skip, report)),
    { placeHolder: l10n.t('Choose the shortcut to cut'), matchOnDescription: true },
  );
  return choice?.skip;
}

function entry(skip: Skip, { network, probe }: Report): ShortcutItem {
  const nameOf = (wanted: string): string => {
    const layer = network.layers.find(({ id }) => id === wanted);
    return layer ? shortName(layer) : wanted;
  };
  const share = probe?.forks.find((fork) => fork.skip === skip.id)?.shortcutShare;
  return {
    label: `${nameOf(skip.from)} → ${nameOf(skip.to)}`,
    ...(share !== undefined && {
      description: l10n.t('carries {0} of the gradient', formatShare(share)),
    }),
    skip,
  };
}

/** The request for a probe to compare with: the same text, options and backend. */
function requestWithout({ to, slot }: Skip, { seen }: ProbedLine): CutRequest | undefined {
  const { request } = seen.text;
  const { backend: ran } = seen.value.runtime;
  // Real torch takes the part of TensorFlow.js whatever backend that has.
  const backend = ran === 'torch' ? request.backend : ran;
  return request.probe
    ? { ...request, backend, probe: request.probe, cut: { to, slot } }
    : undefined;
}

/** Runs beside the sessions, whose reports stay; `undefined` if the user cancels. */
const probeWithout = (
  engine: JobRunner,
  request: CutRequest,
  name: string,
): Promise<Report | undefined> =>
  withProgress(l10n.t('SkipScope: {0} without a shortcut', name), (report, signal) =>
    engine.run({ kind: 'cut', ...request }, { progress: (at) => report(progressText(at)) }, signal),
  );
