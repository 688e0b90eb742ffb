import * as tf from '@tensorflow/tfjs-core';
import { objectAt, textAt, type JsonObject } from '../../../shared/base/jsonValues';
import { ownValue } from '../../../shared/base/ownValue';
import { knownName } from './knownClasses';

type Options = tf.serialization.ConfigDict;
type Curve = (x: tf.Tensor, options: Options) => tf.Tensor;

const numberAt = (options: Options | JsonObject, key: string, otherwise: number): number => {
  const value: unknown = options[key];
  return typeof value === 'number' ? value : otherwise;
};

const gate = (x: tf.Tensor): tf.Tensor => tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6);
const elu = (x: tf.Tensor, alpha: number): tf.Tensor =>
  tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.minimum(x, 0))));

/** max where x ≥ max, x down to the threshold, slope · (x − threshold) below it. */
function relu(x: tf.Tensor, options: Options): tf.Tensor {
  const threshold = numberAt(options, 'threshold', 0);
  const slope = numberAt(options, 'slope', 0);
  const below = tf.mul(slope, tf.sub(x, threshold));
  const bent = tf.where(tf.greaterEqual(x, threshold), x, below);
  const most = numberAt(options, 'most', Infinity);
  return most === Infinity ? bent : tf.minimum(bent, most);
}

/** Activations of Keras 3 that the framework lacks, or has under the same name with other values. */
const curves: Readonly<Record<string, Curve>> = {
  hard_sigmoid_of_keras_3: gate,
  hard_silu: (x) => tf.mul(x, gate(x)),
  hard_swish: (x) => tf.mul(x, gate(x)),
  hard_tanh: (x) => tf.clipByValue(x, -1, 1),
  tanh_shrink: (x) => tf.sub(x, tf.tanh(x)),
  leaky_relu: (x) => tf.leakyRelu(x, 0.2),
  bent_relu: relu,
  scaled_elu: (x, options) => elu(x, numberAt(options, 'alpha', 1)),
  celu: (x) => elu(x, 1),
  exponential: (x) => tf.exp(x),
  log_sigmoid: (x) => tf.neg(tf.softplus(tf.neg(x))),
  squareplus: (x) => tf.div(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 2),
};

const classNameOf = (name: string): string =>
  `SkipScope${name.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}`;

const classOf = (name: string, curve: Curve) =>
  class extends tf.serialization.Serializable {
    static readonly className: string = classNameOf(name);

    constructor(private readonly options: Options = {}) {
      super();
    }

    override getConfig(): Options {
      return { ...this.options };
    }

    apply(x: tf.Tensor): tf.Tensor {
      return tf.tidy(() => curve(x, this.options));
    }
  };

const classes = Object.entries(curves).map(([name, curve]) => classOf(name, curve));

export function registerKerasActivations(): void {
  for (const made of classes) tf.serialization.SerializationMap.register(made);
}

/** An activation as the framework reads it: a name, or a class with options. */
type Written = string | { readonly class_name: string; readonly config: JsonObject };

const withOptions = (name: string, config: JsonObject): Written => ({
  class_name: classNameOf(name),
  config,
});

/** A layer in the place of an activation; `undefined` for one that has weights, or is not known. */
function ofLayer(className: string, config: JsonObject): Written | undefined {
  switch (className) {
    case 'Activation':
      return kerasActivation(config['activation']);
    case 'LeakyReLU': {
      const slope = numberAt(config, 'negative_slope', numberAt(config, 'alpha', 0.3));
      return withOptions('bent_relu', { slope });
    }
    case 'ReLU': {
      const options = {
        slope: numberAt(config, 'negative_slope', 0),
        threshold: numberAt(config, 'threshold', 0),
        most: numberAt(config, 'max_value', Infinity),
      };
      const isPlain = Object.values(options).join() === '0,0,Infinity';
      return isPlain ? 'relu' : withOptions('bent_relu', finite(options));
    }
    case 'ELU':
      return withOptions('scaled_elu', { alpha: numberAt(config, 'alpha', 1) });
    case 'Softmax':
      return numberAt(config, 'axis', NaN) === -1 ? 'softmax' : undefined;
    default:
      return undefined;
  }
}

const finite = (options: Readonly<Record<string, number>>): JsonObject =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== Infinity));

/** An activation that Keras writes, as a name, a function or a layer; `undefined` if nothing here computes it. */
export function kerasActivation(value: unknown): Written | undefined {
  if (value === undefined || value === null) return 'linear';
  const className = textAt(value, 'class_name');
  const options = objectAt(value, 'config');
  if (className !== undefined && options && /^[A-Z]/.test(className))
    return ofLayer(className, options);
  const name = typeof value === 'string' ? value : (textAt(value, 'config') ?? className ?? '');
  return ownValue(curves, name) ? classNameOf(name) : knownName(name);
}

const OF_KERAS_3 = 'hard_sigmoid_of_keras_3';

/** Only Keras 3 writes the shape of an input under this name, and types as policies. */
const marksKeras3 = (key: string, value: unknown): boolean =>
  key === 'batch_shape' || (key === 'dtype' && textAt(value, 'class_name') !== undefined);

const isOfKeras3 = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, part]) => marksKeras3(key, part) || isOfKeras3(part));

function renamed(value: unknown, key: string): unknown {
  if (/activation$/.test(key) && value === 'hard_sigmoid') return OF_KERAS_3;
  if (Array.isArray(value)) return value.map((part) => renamed(part, ''));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, renamed(part, name)]),
  );
}

/** `hard_sigmoid` is relu6(x + 3) / 6 in Keras 3, and 0.2x + 0.5 between 0 and 1 before. */
export const withVersion = (config: JsonObject): JsonObject =>
  isOfKeras3(config) ? (renamed(config, '') as JsonObject) : config;
