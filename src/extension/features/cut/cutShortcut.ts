import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { CutRequest } from '../../../shared/protocol/cutRequest';
import type { JobRunner } from '../../../shared/protocol/jobs';
import { formatShare, shortName } from '../../../shared/words/format';
import type { Report, Skip } from '../../../shared/report/report';
import { carriedShare } from '../../../shared/report/seeds';
import type { LinePlace, SkipPlace } from '../../core/manifest/contributions';
import type { ComparePanels } from '../../core/comparisons/comparePanels';
import { shortcutsInto } from '../../core/lines/lineSummary';
import type { ProbedLine, ProbedLines } from '../../core/lines/probedLines';
import { progressText } from '../../../shared/words/progressText';
import type { Outcome } from '../../core/sessions/session';
import type { Sessions } from '../../core/sessions/sessions';
import type { Inspections } from '../../core/sessions/inspections';
import { lineAt, placeOf } from '../../core/lines/lineAt';
import { withProgress } from '../../core/ui/withProgress';

interface Cutting {
  readonly sessions: Pick<Sessions, 'find'>;
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
export async function cutShortcut(
  cutting: Cutting,
  given: LinePlace | SkipPlace | undefined,
): Promise<void> {
  if (given && 'skip' in given) {
    await cutSkip(cutting, given);
    return;
  }
  const line = await probedLine(cutting, placeOf(given));
  const skip = await choose(line);
  if (skip) await cut(cutting, skip, { seen: line.seen, name: line.session.site.name });
}

/** Cuts a shortcut that the user points at. */
async function cutSkip(cutting: Cutting, { site, skip: id }: SkipPlace): Promise<void> {
  const probed = (): Outcome<Report> | undefined => {
    const seen = cutting.sessions.find(site)?.state.probed;
    return seen && !seen.text.outOfDate ? seen : undefined;
  };
  if (!probed()) await cutting.inspections.run(site, true);
  const seen = probed();
  if (!seen) throw new Failure('usage', message('editor.no-probe-to-compare'));
  const skip = seen.value.skips.items.find((one) => one.id === id && !one.averaged);
  if (!skip) throw new Failure('usage', message('editor.no-shortcut-on-line'));
  await cut(cutting, skip, { seen, name: site.name });
}

interface Whole {
  readonly seen: Outcome<Report>;
  readonly name: string;
}

async function cut({ engine, comparisons }: Cutting, skip: Skip, whole: Whole): Promise<void> {
  const request = requestWithout(skip, whole);
  const after = request && (await probeWithout(engine, request, whole.name));
  if (after) comparisons.open({ before: whole.seen.value, after });
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
  const share = carriedShare(probe?.forks.find((fork) => fork.skip === skip.id));
  return {
    label: `${nameOf(skip.from)} → ${nameOf(skip.to)}`,
    ...(share !== undefined && {
      description: l10n.t('carries {0} of the gradient', formatShare(share)),
    }),
    skip,
  };
}

/** The request for a probe to compare with: the same text, options and backend. */
function requestWithout({ to, slot }: Skip, { seen }: Whole): CutRequest | undefined {
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
