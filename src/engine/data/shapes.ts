import type { NotMeasured } from '../../shared/report/report';
import { message } from '../../shared/words/message';
import type { BuiltModel, TensorSpec } from '../tfjs/builtModel';

/** What an open extent becomes: small enough to be quick, and halved five times still whole. */
const OPEN_EXTENT = 32;

/** The shape of an input of the probe, the batch included. */
export const concreteShape = ({ shape }: TensorSpec, batchSize: number): number[] =>
  shape.map((extent, axis) => extent ?? (axis === 0 ? batchSize : OPEN_EXTENT));

/** A model that was built for one batch size is trained with it. */
export const batchSizeFor = ({ inputs }: BuiltModel, wanted: number): number =>
  inputs[0]?.shape[0] ?? wanted;

/** The extents that the probe chose, because the model leaves them open. */
export function chosenExtents(model: BuiltModel, batchSize: number): NotMeasured[] {
  return model.inputs
    .filter(({ shape }) => shape.slice(1).includes(null))
    .map((spec) => ({
      quantity: 'inputSize',
      layer: spec.layer,
      reason: message('notMeasured.open-extents', {
        shape: concreteShape(spec, batchSize).slice(1).join(' × '),
      }),
    }));
}
