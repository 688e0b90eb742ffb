import { findFindings } from '../../../analysis/findings/findFindings';
import { findSkips } from '../../../analysis/skips/findSkips';
import type { NetworkGraph } from '../../../shared/network/network';
import { standardProbe, type InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { Report, SkipReport } from '../../../shared/report/report';
import { thresholdsWith } from '../../../shared/report/thresholds';
import { withPlainTensors } from '../../tfjs/plainTensors';
import { besides, draftReport } from './draft';
import { functionCaller } from '../../frontends/javascript/javascriptFrontend';
import type { Frontend } from '../../model/frontend';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import { outputLosses } from '../../probe/outputLosses';
import { runProbe, type ProbeAblation } from '../../probe/runProbe';
import type { JobContext } from '../kinds/job';
import { withOverrides } from './overrides';
import { frontendFor, frontends, placeOf, prepare } from './frontends';
import { sizeFromData } from './sizeFromData';
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
  const model = await openModel(subject, request, context, registry);
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

  const onStep = (done: number, total: number): void =>
    context.progress({ stage: 'probing gradients', done, total });
  const ablation = chooseAblation?.(description.graph, skips);
  const callFunction = withPlainTensors(functionCaller(subject));
  const run = { model, skips, options: request.probe, limits, ablation, callFunction, onStep };
  const { probe, notMeasured } = await runProbe(run);

  context.progress({ stage: 'writing report' });
  const probed = {
    graph: description.graph,
    network: draft.network,
    skips,
    probe,
    losses,
    ...besides(description),
  };
  const gaps = [...(description.notMeasured ?? []), ...notMeasured];
  return { ...draft, probe, findings: findFindings(probed, limits), notMeasured: gaps };
}

/** Starts the runtime, announces where user code runs from now on, which locks the process, and opens the model. */
async function openModel(
  subject: Subject,
  { backend, probe, allowNetwork = false }: InspectRequest,
  context: JobContext<Report, Cell<never>>,
  registry: readonly Frontend<Subject>[],
): Promise<OpenedModel> {
  const frontend = frontendFor(subject, registry);
  context.progress({ stage: 'loading backend' });
  await frontend.openRuntime(backend);
  const at = placeOf(subject, frontend);
  context.progress({ stage: 'building model' });
  await prepare(frontend, context.keep, registry);
  context.running(at, { allowNetwork });
  const seed = probe?.seed ?? standardProbe.seed;
  try {
    return await frontend.open(subject, seed);
  } catch (error) {
    const size = await sizeFromData(error, probe, withPlainTensors(functionCaller(subject)));
    if (!size) throw error;
    return frontend.open({ ...subject, arguments: { ...subject.arguments, ...size } }, seed);
  }
}
