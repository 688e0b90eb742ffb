import { add, matMul, mul, reshape, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { initializers, type layers } from '@tensorflow/tfjs-layers';
import type { JsonObject } from '../../../shared/base/jsonValues';
import type { Layer } from '../layersModel/framework';

type AddWeight = layers.Layer['addWeight'];
type Weight = ReturnType<AddWeight>;

/** The framework lets only a layer's own class add weights. */
const adding = (layer: Layer): { readonly addWeight: AddWeight } =>
  layer as unknown as { readonly addWeight: AddWeight };

const numberAt = (config: JsonObject, key: string): number | undefined => {
  const value = config[key];
  return typeof value === 'number' ? value : undefined;
};

/** Matrices of rank `rank` that a layer learns in place of its kernel, as `enable_lora` of Keras adds them. */
export interface LowRank {
  readonly rank: number;
  readonly alpha: number;
}

/** The low rank that a configuration of Keras 3 states. `lora_alpha` is the rank where it is not stated. */
export function lowRankOf(config: JsonObject): LowRank | undefined {
  const rank = numberAt(config, 'lora_rank');
  if (rank === undefined || rank < 1) return undefined;
  return { rank, alpha: numberAt(config, 'lora_alpha') ?? rank };
}

const KERNELS = ['kernel', 'embeddings'] as const;
type Kernels = Partial<Record<(typeof KERNELS)[number], Weight>>;

const isWeight = (value: unknown): value is Weight =>
  typeof value === 'object' && value !== null && 'read' in value && 'shape' in value;

/** The one weight that a layer multiplies by, under the name that the framework keeps it. */
function kernelOf(layer: Layer): readonly [(typeof KERNELS)[number], Weight] | undefined {
  const own = layer as Layer & Kernels;
  const name = KERNELS.find((each) => isWeight(own[each]));
  const kernel = name && own[name];
  return kernel && [name, kernel];
}

const knownShape = ({ shape }: Weight): number[] => shape.map((extent) => extent ?? 1);

/**
 * Freezes the kernel of a layer and adds `alpha / rank · A·B` to it (Hu et al., LoRA, 2021): `A` has the kernel's shape with
 * `rank` in place of its last extent, and `B` is `[rank, last extent]`. `B` begins at 0, so the layer computes what it did.
 * Returns `false` for a layer without a kernel.
 */
export function addLowRank(layer: Layer, { rank, alpha }: LowRank): boolean {
  const found = kernelOf(layer);
  if (!found) return false;
  const [name, kernel] = found;
  const shape = knownShape(kernel);
  const last = shape.at(-1) ?? 1;
  const extents = [...shape.slice(0, -1), rank];
  const a = adding(layer).addWeight(
    `lora_${name}_a`,
    extents,
    'float32',
    initializers.heUniform({}),
  );
  const b = adding(layer).addWeight(
    `lora_${name}_b`,
    [rank, last],
    'float32',
    initializers.zeros(),
  );
  kernel.trainable = false;
  const read = (): Tensor =>
    tidy(() => {
      const flat = matMul(reshape(a.read(), [-1, rank]), b.read());
      return add(kernel.read(), mul(reshape(flat, shape), alpha / rank));
    });
  const learned = Object.create(kernel, { read: { value: read } }) as Weight;
  Object.assign(layer, { [name]: learned });
  return true;
}

/** Matches the wrapper of Keras and that of TensorFlow Addons. */
const SPECTRAL = /(^|>)SpectralNormalization$/;

/** Adds the vector of the power iteration, as long as the kernel's last extent. Returns `false` for any other wrapper. */
export function addSpectralVector(wrapper: string, layer: Layer): boolean {
  const found = SPECTRAL.test(wrapper) ? kernelOf(layer) : undefined;
  if (!found) return false;
  const last = knownShape(found[1]).at(-1) ?? 1;
  const draw = initializers.truncatedNormal({ stddev: 0.02 });
  adding(layer).addWeight('vector_u', [1, last], 'float32', draw, undefined, false);
  return true;
}
