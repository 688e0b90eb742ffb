import * as tf from '@tensorflow/tfjs-core';
import type { initializers, layers, Shape } from '@tensorflow/tfjs-layers';
import { objectAt, textAt } from '../../../shared/base/jsonValues';
import type { Inputs } from './oneInput';
import { standIn } from './standIn';
import type { SavedLayer } from './savedLayers';

interface GruCell {
  useBias: boolean;
  readonly units: number;
  bias: { read(): tf.Tensor } | null;
  readonly biasInitializer: ReturnType<typeof initializers.zeros>;
  readonly kernel: { read(): tf.Tensor2D };
  readonly recurrentKernel: { read(): tf.Tensor2D };
  readonly activation: { apply(x: tf.Tensor): tf.Tensor };
  readonly recurrentActivation: { apply(x: tf.Tensor): tf.Tensor };
  build(shape: Shape | Shape[]): void;
  call(inputs: Inputs): tf.Tensor[];
  addWeight: layers.Layer['addWeight'];
}

/** GRU that resets after the recurrent product, as Keras does; the framework's own resets before it. */
export class KerasGru extends standIn<{ readonly cell: GruCell }>('GRU') {
  constructor(config: tf.serialization.ConfigDict) {
    super(config);
    resetAfter(this.cell);
  }
}

/** Its bias is `[2, 3 · units]`: one of the input, one of the state (Cho et al. 2014, version 1). */
function resetAfter(cell: GruCell): void {
  const build = cell.build.bind(cell);
  cell.build = (shape) => {
    const { useBias } = cell;
    cell.useBias = false;
    build(shape);
    cell.useBias = useBias;
    const extents = [2, 3 * cell.units];
    if (useBias) cell.bias = cell.addWeight('bias', extents, 'float32', cell.biasInitializer);
  };
  cell.call = (inputs) =>
    tf.tidy(() => {
      const [x, state] = inputs as [tf.Tensor2D, tf.Tensor2D];
      const [ofInput, ofState] = cell.bias ? tf.unstack(cell.bias.read()) : [];
      const biased = (y: tf.Tensor, bias: tf.Tensor | undefined) => (bias ? tf.add(y, bias) : y);
      const split = (y: tf.Tensor) => tf.split(y, 3, -1) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const [xz, xr, xh] = split(biased(tf.matMul(x, cell.kernel.read()), ofInput));
      const [hz, hr, hh] = split(biased(tf.matMul(state, cell.recurrentKernel.read()), ofState));
      const update = cell.recurrentActivation.apply(tf.add(xz, hz));
      const reset = cell.recurrentActivation.apply(tf.add(xr, hr));
      const candidate = cell.activation.apply(tf.add(xh, tf.mul(reset, hh)));
      const next = tf.add(tf.mul(update, state), tf.mul(tf.sub(1, update), candidate));
      return [next, next];
    });
}

/** Dropout draws its masks before the product that `KerasGru` changes. */
export const isResetAfter = ({
  className,
  config,
}: Pick<SavedLayer, 'className' | 'config'>): boolean =>
  className === 'GRU' &&
  config['reset_after'] === true &&
  !config['dropout'] &&
  !config['recurrent_dropout'];

interface Wrapped {
  getClassName(): string;
}

/** A GRU that resets after in both directions: the framework makes the layer of each by the name that this one gives. */
export class KerasBidirectional extends standIn<object>('Bidirectional') {
  constructor(config: tf.serialization.ConfigDict) {
    const layer = Object.create(config['layer'] as unknown as Wrapped) as Wrapped;
    layer.getClassName = () => KerasGru.className;
    super({ ...config, layer: layer as never });
  }
}

/** Both directions are one GRU, drawn twice. */
export function isBothWaysResetAfter({
  className,
  config,
}: Pick<SavedLayer, 'className' | 'config'>): boolean {
  const inner = objectAt(config, 'layer');
  const name = textAt(inner, 'class_name');
  if (className !== 'Bidirectional' || name === undefined) return false;
  return isResetAfter({ className: name, config: objectAt(inner, 'config') ?? {} });
}
