import type { Message } from '../../shared/base/message';
import type { ProfileSettings } from '../../shared/protocol/profileRequest';
import type { Profile } from '../../shared/report/profile';
import type { NotMeasured, Runtime } from '../../shared/report/report';
import { message } from '../../shared/words/message';
import { chosenExtents } from '../data/shapes';
import type { OpenedModel } from '../model/openedModel';

const asynchronous: ReadonlySet<Runtime['backend']> = new Set(['tensorflow-gpu', 'webgpu']);

/** Operations end after they were asked for: a time stamp says nothing about a layer. */
export const isAsynchronous = ({ backend }: Runtime): boolean => asynchronous.has(backend);

type Measured = Omit<Profile, 'seconds'>;

interface Run {
  readonly model: Pick<OpenedModel, 'description' | 'runtime'>;
  readonly settings: ProfileSettings;
}

function layerTimeGap(runtime: Runtime, { step }: Measured): Message | undefined {
  if (isAsynchronous(runtime))
    return message('notMeasured.asynchronous', { device: runtime.device });
  if (step?.tapped) return undefined;
  return message('notMeasured.no-layer-times', { library: runtime.library });
}

function peakGap({ timed, memory }: Measured): Message | undefined {
  if (timed === 'lowered') return message('notMeasured.lowered');
  return memory && !memory.measured ? message('notMeasured.no-tracking') : undefined;
}

function batchesGap({ settings }: Run, { batches, batchSize }: Measured): Message | undefined {
  if (batches) return undefined;
  return settings.batchSizes?.length === 0
    ? message('notMeasured.not-asked-for')
    : message('notMeasured.fixed-batch', { batchSize });
}

/** The quantities that a profile lacks, each with its reason. */
export function profileGaps(run: Run, profile: Measured): NotMeasured[] {
  const { runtime, description } = run.model;
  const gaps: readonly (readonly [NotMeasured['quantity'], Message | undefined])[] = [
    ['layerTime', layerTimeGap(runtime, profile)],
    ['measuredPeak', peakGap(profile)],
    ['trainingMemory', profile.memory ? undefined : message('notMeasured.open-shape')],
    ['roof', profile.roof ? undefined : message('notMeasured.no-roof')],
    ['batches', batchesGap(run, profile)],
  ];
  return [
    ...chosenExtents(description, profile.batchSize),
    ...gaps.flatMap(([quantity, reason]): NotMeasured[] => (reason ? [{ quantity, reason }] : [])),
  ];
}
