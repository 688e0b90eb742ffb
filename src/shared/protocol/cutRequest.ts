import * as v from 'valibot';
import type { LayerId } from '../network/network';
import {
  inspectRequest,
  probeOptions,
  type InspectRequest,
  type ProbeOptions,
} from './inspectRequest';

/** A probe of a model without one of its shortcuts: zeros replace its tensor, and no gradient flows back. */
export interface CutRequest extends InspectRequest {
  readonly probe: ProbeOptions;
  /** The merge and its input slot, as in a report's skips. */
  readonly cut: { readonly to: LayerId; readonly slot: number };
}

const cutRequest = v.object({
  ...inspectRequest.entries,
  probe: probeOptions,
  cut: v.object({ to: v.string(), slot: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
});

export const isCutRequest = (payload: unknown): payload is CutRequest => v.is(cutRequest, payload);
