import { expect, it } from 'vitest';
import { asLayer } from '../../../../src/engine/tfjs/savedModel/knownFunctions';
import { layersOf } from '../../../../src/engine/tfjs/savedModel/savedLayers';

const rescalingOf = (call: readonly unknown[]) => {
  const config = { name: 'f', function: 'math.subtract' };
  const [layer] = layersOf({
    layers: [{ name: 'f', class_name: 'TFOpLambda', config, inbound_nodes: [call] }],
  });
  return asLayer(layer!);
};

it.each([
  ['1 − t', ['_CONSTANT_VALUE', -1, 1, { y: ['t', 0, 0] }], { scale: -1, offset: 1 }],
  ['t − 1', ['t', 0, 0, { y: 1 }], { scale: 1, offset: -1 }],
])('Keras 2 writes %s, which is a rescaling', (_, call, config) => {
  expect(rescalingOf(call)).toMatchObject({ className: 'Rescaling', config });
});
