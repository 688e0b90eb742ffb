import { serialization } from '@tensorflow/tfjs-core';
import { layers, type LayersModel, Sequential, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { textAt } from '../../../shared/base/jsonValues';
import { isModel, type Layer } from '../layersModel/framework';

export const UNSHAPED = 'SkipScopeUnshapedSequential';

interface SequentialConfig {
  readonly name: string;
  readonly layers: readonly serialization.ConfigDict[];
}

/** The sequential model of a configuration that takes tensors such as this one. */
function sequentialFor({ name, layers: all }: SequentialConfig, input: SymbolicTensor): Sequential {
  const { classNameMap } = serialization.SerializationMap.getMap();
  const [cls, fromConfig] = classNameMap['Sequential'] ?? [];
  if (!cls || !fromConfig) throw new Error('The framework has no sequential model');
  const { shape, dtype } = input;
  const first = { name: `${name}_input`, batchInputShape: shape, dtype, sparse: false };
  const config = { name, layers: [{ className: 'InputLayer', config: first }, ...all] };
  const made: unknown = fromConfig(cls, config);
  if (made instanceof Sequential) return made;
  throw new Error(`${name} is no sequential model`);
}

/**
 * Stands for a sequential model within another one that does not know its input until it is called: the
 * first call makes the real one, and all calls go to that.
 */
export class UnshapedSequential extends layers.Layer {
  static readonly className = UNSHAPED;
  private readonly saved: SequentialConfig;
  model: Sequential | undefined;

  constructor(config: serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '' });
    this.saved = config as unknown as SequentialConfig;
    // References count the calls of the real model.
    Object.defineProperty(this, 'inboundNodes', { get: () => this.model?.inboundNodes ?? [] });
  }

  override apply(...[inputs, options]: Parameters<Layer['apply']>): ReturnType<Layer['apply']> {
    const [input] = [inputs].flat();
    this.model ??= sequentialFor(this.saved, input as SymbolicTensor);
    return this.model.apply(inputs, options);
  }
}

/** Puts the real models in the place of those that stood for them. */
export function settleUnshaped(model: LayersModel): void {
  const settled = model.layers.map((layer) =>
    layer instanceof UnshapedSequential ? (layer.model ?? layer) : layer,
  );
  model.layers = settled;
  settled.filter(isModel).forEach(settleUnshaped);
}
