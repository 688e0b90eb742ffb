import * as v from 'valibot';
import { layerId, type LayerId } from '../network/network';

/** The numbers of one layer at a step; `null` where one was not measured or is not finite, absent where none is followed. */
export interface WatchedLayer {
  readonly layer: LayerId;
  /** ‖∂L/∂W‖. */
  readonly gradient?: number | null;
  /** ‖Δw‖ / ‖w‖. */
  readonly update?: number | null;
  /** Share of dead units. */
  readonly dead?: number | null;
}

/** The loss at a step of a training. */
export interface StepLoss {
  readonly step: number;
  readonly loss: number;
}

/** A training of the user's own as it stands: its last reading on the layers of the network that is shown. */
export interface WatchedRun {
  readonly step: number;
  readonly loss: number | null;
  /** The time of the last reading, in milliseconds since 1970. */
  readonly readAt: number;
  readonly layers: readonly WatchedLayer[];
  /** The loss over all its steps, thinned. */
  readonly losses: readonly StepLoss[];
}

const finite = v.pipe(v.number(), v.finite());
const number = v.nullable(finite);
const watchedRun = v.object({
  step: finite,
  loss: number,
  readAt: finite,
  layers: v.array(
    v.object({
      layer: v.pipe(v.string(), v.transform(layerId)),
      gradient: v.optional(number),
      update: v.optional(number),
      dead: v.optional(number),
    }),
  ),
  losses: v.array(v.object({ step: finite, loss: finite })),
});

export const isWatchedRun = (payload: unknown): payload is WatchedRun => v.is(watchedRun, payload);
