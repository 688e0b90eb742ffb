import { add, mul, reshape, serialization, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { textAt } from '../../../shared/base/jsonValues';
import type { Operation } from '../../../shared/network/operation';
import { merge, pass, poolAll } from '../../opGraph/operations/makeOperation';
import { groupNormalization, registerGroupNormalization } from './groupNormalization';
import { attentionLayer, registerAttention } from './kerasAttention';
import { normalizationLayer, registerNormalization } from './normalizationLayer';
import type { Inputs } from './oneInput';
import type { Runnable } from './runnable';
import type { SavedLayer } from './savedLayers';
import { registerStatelessLayers, statelessLayer } from './statelessLayers';

function firstOf<T>(value: T | T[]): T {
  if (!Array.isArray(value)) return value;
  const [first] = value;
  if (first === undefined) throw new Error('A layer takes at least one tensor');
  return first;
}

/** `[batch, 8, 8, 4]` pooled with its axes kept is `[batch, 1, 1, 4]`, or `[batch, 4, 1, 1]` by channels. */
function keptShape(input: Shape, channelsFirst: boolean): Shape {
  const channels = channelsFirst ? 1 : input.length - 1;
  return input.map((extent, axis) => (axis === 0 || axis === channels ? extent : 1));
}

/** Global pooling of a saved model that keeps the axes it pools over, which the framework cannot. */
class KeptPooling extends layers.Layer {
  static readonly className: string = 'SkipScopeKeptPooling';
  readonly statedOperation: Operation = poolAll;
  private readonly kind: string;
  private readonly channelsFirst: boolean;
  private readonly pool: layers.Layer;

  constructor(private readonly config: serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '' });
    this.kind = textAt(config, 'kind') ?? '';
    this.channelsFirst = /^channels_?first$/i.test(textAt(config, 'dataFormat') ?? '');
    this.pool = poolOf(this.kind, this.channelsFirst);
  }

  override getClassName(): string {
    return this.kind;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }

  override computeOutputShape(input: Shape | Shape[]): Shape {
    return keptShape((Array.isArray(input[0]) ? input[0] : input) as Shape, this.channelsFirst);
  }

  override call(inputs: Inputs): Tensor {
    return tidy(() => {
      const input = firstOf(inputs);
      const pooled = firstOf(this.pool.call(input, {}));
      return reshape(pooled, keptShape(input.shape, this.channelsFirst) as number[]);
    });
  }
}

function poolOf(kind: string, channelsFirst: boolean): layers.Layer {
  const dataFormat = channelsFirst ? 'channelsFirst' : 'channelsLast';
  switch (kind) {
    case 'GlobalAveragePooling1D':
      return layers.globalAveragePooling1d({});
    case 'GlobalMaxPooling1D':
      return layers.globalMaxPooling1d({});
    case 'GlobalMaxPooling2D':
      return layers.globalMaxPooling2d({ dataFormat });
    default:
      return layers.globalAveragePooling2d({ dataFormat });
  }
}

/** The layer of Keras' own InceptionResNetV2: `x + scale · up`. */
class ScaledSum extends layers.Layer {
  static readonly className: string = 'SkipScopeScaledSum';
  readonly statedOperation: Operation = merge('add');
  private readonly scale: number;

  constructor(private readonly config: serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '' });
    this.scale = Number(config['scale']);
  }

  override getClassName(): string {
    return 'CustomScaleLayer';
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }

  override computeOutputShape(input: Shape | Shape[]): Shape {
    return (Array.isArray(input[0]) ? input[0] : input) as Shape;
  }

  override call(inputs: Inputs): Tensor {
    const [x, up] = Array.isArray(inputs) ? inputs : [];
    if (!x || !up) throw new Error(`${this.name} adds two tensors`);
    return tidy(() => add(x, mul(up, this.scale)));
  }
}

/** The layer of Keras' own ConvNeXt: each channel times a weight. */
class LayerScale extends layers.Layer {
  static readonly className: string = 'SkipScopeLayerScale';
  readonly statedOperation: Operation = pass('scale');
  private gamma: ReturnType<layers.Layer['addWeight']> | undefined;

  constructor(private readonly config: serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '', trainable: config['trainable'] !== false });
  }

  override getClassName(): string {
    return 'LayerScale';
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }

  override build(): void {
    const value = Number(this.config['scale']);
    const start = initializers.constant({ value });
    this.gamma = this.addWeight('gamma', [Number(this.config['size'])], 'float32', start);
    this.built = true;
  }

  override computeOutputShape(input: Shape | Shape[]): Shape {
    return (Array.isArray(input[0]) ? input[0] : input) as Shape;
  }

  override call(inputs: Inputs): Tensor {
    const { gamma } = this;
    return tidy(() => (gamma ? mul(firstOf(inputs), gamma.read()) : firstOf(inputs)));
  }
}

/** Registers the layers that stand for those of Keras which the framework does not have. */
export function registerRunnableLayers(): void {
  serialization.SerializationMap.register(KeptPooling);
  serialization.SerializationMap.register(ScaledSum);
  serialization.SerializationMap.register(LayerScale);
  registerNormalization();
  registerAttention();
  registerGroupNormalization();
  registerStatelessLayers();
}

const isGlobalPooling = (className: string): boolean =>
  /^Global(?:Average|Max)Pooling[12]D$/.test(className);
const isScaledSum = ({ className, config, calls }: SavedLayer): boolean =>
  /(?:^|>)CustomScaleLayer$/.test(className) &&
  typeof config['scale'] === 'number' &&
  calls.every(({ inputs }) => inputs.length === 2);

/** The layer of ours that computes the same as a saved one; `undefined` if there is none. */
export function runnableLayer(layer: SavedLayer): Runnable | undefined {
  const { name, className, config } = layer;
  if (isGlobalPooling(className) && config['keepdims'] === true) {
    const { data_format } = config as serialization.ConfigDict;
    return {
      class_name: KeptPooling.className,
      config: { name, kind: className, data_format: data_format ?? 'channels_last' },
    };
  }
  const { projection_dim: size, init_values: scale, trainable } = config;
  if (/(?:^|>)LayerScale$/.test(className) && typeof size === 'number') {
    const start = typeof scale === 'number' ? scale : 1e-6;
    const own = { name, size, scale: start, trainable: trainable !== false };
    return { class_name: LayerScale.className, config: own };
  }
  return isScaledSum(layer)
    ? { class_name: ScaledSum.className, config: { name, scale: Number(config['scale']) } }
    : byKind(layer);
}

const byKind = (layer: SavedLayer): Runnable | undefined =>
  normalizationLayer(layer) ??
  attentionLayer(layer) ??
  groupNormalization(layer) ??
  statelessLayer(layer);
