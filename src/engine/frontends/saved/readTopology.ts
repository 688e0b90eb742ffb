import { type JsonObject, objectAt, textAt } from '../../../shared/base/jsonValues';
import { modelKind } from '../../tfjs/savedModel/modelKind';
import type { SavedModel } from '../../tfjs/savedModel/savedModel';

const isTopology = (value: JsonObject | undefined): value is JsonObject => {
  const className = textAt(value, 'class_name');
  return (
    className !== undefined && modelKind(className, objectAt(value, 'config') ?? {}) !== undefined
  );
};

/** The model of layers at a place of a JSON file, or inside the `model_config` that a converter wrapped around it. */
export const topologyAt = (place: JsonObject | undefined): JsonObject | undefined =>
  [place, objectAt(place, 'model_config')].find(isTopology);

/** The backend that TensorFlow.js names in the files that it writes. */
const TENSORFLOW_JS = 'tensor_flow.js';

/** A model of layers as the topology describes it. */
export function readTopology(
  topology: JsonObject,
): Pick<SavedModel, 'className' | 'config' | 'byTensorflowJs'> {
  const { config } = topology;
  return {
    byTensorflowJs: textAt(topology, 'backend') === TENSORFLOW_JS,
    className: textAt(topology, 'class_name') ?? '',
    // The oldest files list the layers of a sequential model in its place.
    config: Array.isArray(config) ? { layers: config } : (objectAt(topology, 'config') ?? {}),
  };
}
