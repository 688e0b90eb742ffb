import type { LayerId } from '../../shared/network/network';
import type { ByPhase, LayerTime, StepTime } from '../../shared/report/profile';
import type { StepTiming, TappedTiming } from '../model/stepTiming';
import { quartilesOf } from './quartiles';

/** The measured steps of one batch size. */
export interface MeasuredSteps {
  readonly warmup: number;
  readonly untapped: readonly StepTiming[];
  /** As many, or none if the device gives no time of a single layer. */
  readonly tapped: readonly (StepTiming & { readonly tapped: TappedTiming })[];
}

const sumOf = ({ forward, backward, update }: ByPhase<number>): number =>
  forward + backward + update;

const millisecondsOf = ({ milliseconds }: StepTiming): number => milliseconds;

function layerTime(times: readonly (ByPhase<number> | undefined)[], untapped: number): LayerTime {
  const of = (phase: keyof ByPhase<number>): number[] => times.map((time) => time?.[phase] ?? 0);
  const total = quartilesOf(times.map((time) => (time ? sumOf(time) : 0)));
  return {
    forward: quartilesOf(of('forward')),
    backward: quartilesOf(of('backward')),
    update: quartilesOf(of('update')),
    total,
    share: untapped > 0 ? total.median / untapped : 0,
  };
}

/** The time of each layer that took part in the steps, by application. */
export function layerTimes({ untapped, tapped }: MeasuredSteps): ReadonlyMap<LayerId, LayerTime> {
  const whole = quartilesOf(untapped.map(millisecondsOf)).median;
  const ids = new Set(tapped.flatMap((step) => [...step.tapped.layers.keys()]));
  return new Map(
    [...ids].map((id) => [
      id,
      layerTime(
        tapped.map((step) => step.tapped.layers.get(id)),
        whole,
      ),
    ]),
  );
}

/** Milliseconds of all layers and the loss in one step. */
const accounted = ({ tapped: { layers, loss } }: MeasuredSteps['tapped'][number]): number =>
  [...layers.values()].reduce((sum, time) => sum + sumOf(time), loss);

/** The whole steps. */
export function stepTime({ warmup, untapped, tapped }: MeasuredSteps): StepTime {
  const whole = quartilesOf(untapped.map(millisecondsOf));
  const step = { warmup, steps: untapped.length, untapped: whole };
  if (tapped.length === 0) return step;
  const of = (phase: keyof ByPhase<number>) =>
    quartilesOf(tapped.map((each) => each.tapped.phases[phase]));
  return {
    ...step,
    tapped: quartilesOf(tapped.map(millisecondsOf)),
    tapCost: quartilesOf(tapped.map((each) => each.tapped.tapCost)).median,
    phases: { forward: of('forward'), backward: of('backward'), update: of('update') },
    loss: quartilesOf(tapped.map((each) => each.tapped.loss)),
    covered: whole.median > 0 ? quartilesOf(tapped.map(accounted)).median / whole.median : 0,
  };
}
