import { findFindings } from '../../analysis/findings/findFindings';
import { findSkips } from '../../analysis/skips/findSkips';
import type { SourcePosition } from '../../shared/base/source';
import {
  standardProbe,
  type InspectRequest,
  type Progress,
} from '../../shared/protocol/engineContract';
import type { Report } from '../../shared/report/report';
import { thresholdsWith } from '../../shared/report/thresholds';
import { packagePlaces } from '../tfjs/backends/native/packages';
import { openBackend } from '../tfjs/backends/openBackend';
import { withPlainTensors } from '../tfjs/plainTensors';
import { findCut } from './cutShortcut';
import { draftReport } from './draft';
import { functionCaller } from '../frontends/javascript/javascriptFrontend';
import type { Frontend } from '../model/frontend';
import type { Subject } from '../model/subject';
import { runProbe } from '../probe/runProbe';
import { withOverrides } from './overrides';
import { frontendFor, frontends, placeOf } from './frontends';
import { readSubject } from './readSubject';

/** Hears how a run goes on. */
export interface Listener {
  progress(progress: Progress): void;
  /** User code runs from here on. */
  building(at: SourcePosition): void;
  /** The report before its probe; resolves when it is on its way, so that no training step delays it. */
  draft(report: Report): Promise<void>;
}

/** The product in one screen. Every stage takes values and returns values; none calls back but for progress. */
export async function inspect(
  asked: InspectRequest,
  listener: Listener,
  registry: readonly Frontend<Subject>[] = frontends,
): Promise<Report> {
  listener.progress({ stage: 'loading backend' });
  const request = await withOverrides(asked);
  const runtime = await openBackend(request.backend, [...packagePlaces(), request.root]);
  const subject = await readSubject(request);
  const frontend = frontendFor(subject, registry);
  const at = placeOf(subject, frontend);

  listener.progress({ stage: 'building model' });
  listener.building(at);
  const seed = request.probe?.seed ?? standardProbe.seed;
  const model = await frontend.open(subject, seed);
  const first = model.description;

  listener.progress({ stage: 'finding skips' });
  const skips = findSkips(first.graph);
  const limits = thresholdsWith(request.thresholds ?? {});
  const probing = request.probe !== null;
  const draft = draftReport({ first, runtime, skips, probing, limits });
  if (!request.probe || first.cannotRun !== undefined) return draft;
  await listener.draft(draft);

  const onStep = (done: number, total: number): void =>
    listener.progress({ stage: 'probing gradients', done, total });
  const { cut, ...options } = request.probe;
  const ablation = cut && findCut(first.graph, skips, cut);
  const callFunction = withPlainTensors(functionCaller(subject));
  const run = { model, skips, options, limits, ablation, callFunction, onStep };
  const { probe, notMeasured } = await runProbe(run);

  listener.progress({ stage: 'writing report' });
  const probed = { graph: first.graph, network: draft.network, skips, probe };
  const gaps = [...(first.notMeasured ?? []), ...notMeasured];
  return { ...draft, probe, findings: findFindings(probed, limits), notMeasured: gaps };
}
