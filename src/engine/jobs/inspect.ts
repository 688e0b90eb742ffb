import { findFindings } from '../../analysis/findings/findFindings';
import { findSkips } from '../../analysis/skips/findSkips';
import type { NetworkGraph } from '../../shared/network/network';
import { standardProbe, type InspectRequest } from '../../shared/protocol/engineContract';
import type { Cell } from '../../shared/protocol/job';
import type { Report, SkipReport } from '../../shared/report/report';
import { thresholdsWith } from '../../shared/report/thresholds';
import { packagePlaces } from '../tfjs/backends/native/packages';
import { openBackend } from '../tfjs/backends/openBackend';
import { draftReport } from './draft';
import { openModel } from './openModel';
import { functionCaller } from '../frontends/javascript/dataFunction';
import { runProbe, type ProbeAblation } from '../probe/runProbe';
import type { JobContext } from './job';
import { withOverrides } from './overrides';
import { sitePosition } from './sitePosition';

/** Chooses the edges that a network is trained without. Throws a `Failure` where they cannot be left out. */
export type ChooseAblation = (graph: NetworkGraph, skips: SkipReport) => ProbeAblation;

/**
 * The product in one screen: builds a model, reads its network, probes it. Every stage takes values and
 * returns values; none calls back but for progress.
 */
export async function inspect(
  asked: InspectRequest,
  context: JobContext<Report, Cell<never>>,
  chooseAblation?: ChooseAblation,
): Promise<Report> {
  context.progress({ stage: 'loading backend' });
  const request = await withOverrides(asked);
  const backend = await openBackend(request.backend, [...packagePlaces(), request.root]);
  const at = await sitePosition(request);

  context.progress({ stage: 'building model' });
  context.running(at, { allowNetwork: request.allowNetwork ?? false });
  const started = performance.now();
  const build = await openModel(request);
  const loaded = performance.now();
  const first = await build(request.probe?.seed ?? standardProbe.seed);
  const milliseconds = { load: loaded - started, build: performance.now() - loaded };

  context.progress({ stage: 'finding skips' });
  const skips = findSkips(first.graph);
  const limits = thresholdsWith(request.thresholds ?? {});
  const probing = request.probe !== null;
  const draft = draftReport({ first, backend, skips, probing, limits });
  if (!request.probe || first.cannotRun !== undefined) return draft;
  await context.partial(draft);

  const onStep = (done: number, total: number): void =>
    context.progress({ stage: 'probing gradients', done, total });
  const ablation = chooseAblation?.(first.graph, skips);
  const callFunction = functionCaller(request);
  const options = request.probe;
  const run = {
    build,
    first,
    skips,
    options,
    limits,
    ablation,
    callFunction,
    onStep,
    milliseconds,
  };
  const { probe, notMeasured } = await runProbe(run);

  context.progress({ stage: 'writing report' });
  const subject = { graph: first.graph, network: draft.network, skips, probe };
  const gaps = [...(first.notMeasured ?? []), ...notMeasured];
  return { ...draft, probe, findings: findFindings(subject, limits), notMeasured: gaps };
}
