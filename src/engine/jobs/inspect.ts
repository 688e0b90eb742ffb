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
import { draftReport } from './draft';
import { openModel } from './openModel';
import { functionCaller } from '../frontends/javascript/dataFunction';
import { runProbe } from '../probe/runProbe';
import { withOverrides } from './overrides';
import { sitePosition } from './sitePosition';

/** Hears how a run goes on. */
export interface Listener {
  progress(progress: Progress): void;
  /** User code runs from here on. */
  building(at: SourcePosition): void;
  /** The report before its probe; resolves when it is on its way, so that no training step delays it. */
  draft(report: Report): Promise<void>;
}

/** The product in one screen. Every stage takes values and returns values; none calls back but for progress. */
export async function inspect(asked: InspectRequest, listener: Listener): Promise<Report> {
  listener.progress({ stage: 'loading backend' });
  const request = await withOverrides(asked);
  const runtime = await openBackend(request.backend, [...packagePlaces(), request.root]);
  const at = await sitePosition(request);

  listener.progress({ stage: 'building model' });
  listener.building(at);
  const started = performance.now();
  const build = await openModel(request);
  const loaded = performance.now();
  const first = await build(request.probe?.seed ?? standardProbe.seed);
  const milliseconds = { load: loaded - started, build: performance.now() - loaded };

  listener.progress({ stage: 'finding skips' });
  const skips = findSkips(first.graph);
  const limits = thresholdsWith(request.thresholds ?? {});
  const probing = request.probe !== null;
  const draft = draftReport({ first, runtime, skips, probing, limits });
  if (!request.probe || first.cannotRun !== undefined) return draft;
  await listener.draft(draft);

  const onStep = (done: number, total: number): void =>
    listener.progress({ stage: 'probing gradients', done, total });
  const callFunction = functionCaller(request);
  const options = request.probe;
  const run = { build, first, skips, options, limits, callFunction, onStep, milliseconds };
  const { probe, notMeasured } = await runProbe(run);

  listener.progress({ stage: 'writing report' });
  const subject = { graph: first.graph, network: draft.network, skips, probe };
  const gaps = [...(first.notMeasured ?? []), ...notMeasured];
  return { ...draft, probe, findings: findFindings(subject, limits), notMeasured: gaps };
}
