import type { NotMeasured } from '../../shared/report/report';
import { message } from '../../shared/words/message';
import type { ModelDescription, TensorSpec } from '../model/modelDescription';

type Inputs = Pick<ModelDescription, 'inputs'>;

/** The size of an open extent: small enough to be quick, and halved five times still whole. */
const OPEN_EXTENT = 32;

/** The shape of an input of the probe, the batch included. */
export const concreteShape = ({ shape }: TensorSpec, batchSize: number): number[] =>
  shape.map((extent, axis) => extent ?? (axis === 0 ? batchSize : OPEN_EXTENT));

/** A model that was built for one batch size is trained with it. */
export const batchSizeFor = ({ inputs }: Inputs, wanted: number): number =>
  inputs[0]?.shape[0] ?? wanted;

/** The extents that the probe chose, because the model leaves them open. */
export function chosenExtents(model: Inputs, batchSize: number): NotMeasured[] {
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
