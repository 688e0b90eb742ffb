import type { LayerId } from '../../../../shared/network/network';
import type { ByPhase, Phase } from '../../../../shared/report/profile';
import type { StepTiming, TappedTiming } from '../../../model/stepTiming';
import type { DescribedRecording } from '../network/describeRecording';
import type { TimeAnswer } from './helper';

type Tapped = NonNullable<TimeAnswer['tapped']>;
type Described = Pick<DescribedRecording, 'layers' | 'description'>;

/** Sums the times of operations and weights over their layers; an operation without a layer belongs to nobody. */
function byLayer(told: Tapped, { layers, description }: Described): TappedTiming['layers'] {
  const found = new Map<LayerId, { [Name in Phase]: number }>();
  const add = (layer: LayerId | undefined, phase: Phase, milliseconds: number): void => {
    if (layer === undefined) return;
    const own = found.get(layer) ?? { forward: 0, backward: 0, update: 0 };
    own[phase] += milliseconds;
    found.set(layer, own);
  };
  for (const phase of ['forward', 'backward'] as const)
    for (const [node, milliseconds] of told[phase]) add(layers.get(node)?.id, phase, milliseconds);
  for (const [weight, milliseconds] of told.update)
    add(description.weights[weight]?.layer, 'update', milliseconds);
  return found satisfies ReadonlyMap<LayerId, ByPhase<number>>;
}

/** A step that the user's Python has timed, by the layers of the network. */
export function remoteTiming(
  { milliseconds, optimizerBytes, peakBytes, tapped }: TimeAnswer,
  described: Described,
): StepTiming {
  return {
    milliseconds,
    optimizerBytes,
    ...(peakBytes !== undefined && { peakBytes }),
    ...(tapped && {
      tapped: {
        layers: byLayer(tapped, described),
        loss: tapped.loss,
        phases: tapped.phases,
        tapCost: tapped.tapCost,
      },
    }),
  };
}
