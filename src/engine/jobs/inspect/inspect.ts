import { findFindings } from '../../../analysis/findings/findFindings';
import { findSkips } from '../../../analysis/skips/findSkips';
import type { NetworkGraph } from '../../../shared/network/network';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { NotMeasured, Report, SkipReport } from '../../../shared/report/report';
import { thresholdsWith } from '../../../shared/report/thresholds';
import { dataFunctions } from './dataFunctions';
import { besides, draftReport, unfinishedReport } from './draft';
import type { Frontend } from '../../model/frontend';
import type { ModelDescription } from '../../model/modelDescription';
import type { Subject } from '../../model/subject';
import { unfinishedOf } from '../../model/unfinished';
import { fittingBatch } from '../../probe/fittingBatch';
import { outputLosses } from '../../probe/outputLosses';
import type { ProbeResult } from '../../probe/probeReport';
import { runProbe, type ProbeAblation } from '../../probe/runProbe';
import type { JobContext } from '../kinds/job';
import { withOverrides } from './overrides';
import { frontends } from './frontends';
import { openModel } from './openModel';
import { readSubject } from './readSubject';
import { refuseUnreportable } from './reportable';

/** Chooses the edges that a network is trained without. Throws a `Failure` if they cannot be left out. */
export type ChooseAblation = (graph: NetworkGraph, skips: SkipReport) => ProbeAblation;

interface InspectOptions {
  /** Absent for the whole network. */
  readonly chooseAblation?: ChooseAblation;
  readonly registry?: readonly Frontend<Subject>[];
}

/**
 * The whole pipeline: opens a model, reads its network, probes it. Every stage takes values and returns
 * values; callbacks only report progress.
 */
export async function inspect(
  asked: InspectRequest,
  context: JobContext<Report, Cell<never>>,
  { chooseAblation, registry = frontends }: InspectOptions = {},
): Promise<Report> {
  const request = await withOverrides(asked);
  const subject = await readSubject(request);
  const model = await openModel(subject, request, context, registry).catch(
    async (error: unknown) => {
      const unfinished = unfinishedOf(error);
      if (unfinished) await context.partial(unfinishedReport(unfinished));
      throw error;
    },
  );
  const { description, runtime } = model;
  refuseUnreportable(description);

  context.progress({ stage: 'finding skips' });
  const skips = findSkips(description.graph);
  const limits = thresholdsWith(request.thresholds ?? {});
  const probing = request.probe !== null;
  const losses = outputLosses(description, request.probe);
  const draft = draftReport({ first: description, runtime, skips, losses, probing, limits });
  if (!request.probe || description.cannotRun !== undefined) return draft;
  await context.partial(draft);

  const { ceilingBytes } = context;
  const { batchSize } = request.probe;
  const fitting = fittingBatch({ description, runtime, skips, batchSize, ceilingBytes });
  const known = [...gapsOf(description), ...fitting.notMeasured];
  const onStep = (done: number, total: number): void =>
    context.progress({ stage: 'probing gradients', done, total });
  const ablation = chooseAblation?.(description.graph, skips);
  const callFunction = dataFunctions(model, subject);
  // Findings wait for all numbers: a single step accuses nothing.
  const onNumbers = ({ probe, notMeasured }: ProbeResult): Promise<void> =>
    context.partial({ ...draft, probe, notMeasured: [...known, ...notMeasured] });
  const options = { ...request.probe, batchSize: fitting.batchSize };
  const run = { model, skips, options, limits, ablation, callFunction };
  const { probe, notMeasured } = await runProbe({ ...run, onStep, onNumbers });

  context.progress({ stage: 'writing report' });
  const probed = {
    graph: description.graph,
    network: draft.network,
    skips,
    probe,
    losses,
    ...besides(description),
  };
  const findings = findFindings(probed, limits);
  return { ...draft, probe, findings, notMeasured: [...known, ...notMeasured] };
}

const gapsOf = ({ notMeasured }: ModelDescription): readonly NotMeasured[] => notMeasured ?? [];
