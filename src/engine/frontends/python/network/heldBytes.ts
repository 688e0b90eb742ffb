import type { BytesByType, LayerId } from '../../../../shared/network/network';
import type { RecordedParameter } from '../../../../shared/protocol/python/recording';
import { bytesOfType } from './dataTypes';

const modulePath = (name: string): string => name.slice(0, name.lastIndexOf('.') + 1);

const bytesOf = ({ shape, dtype }: RecordedParameter): number =>
  shape.reduce((product, extent) => product * extent, bytesOfType(dtype));

/** Bytes of the weights of one layer. */
interface HeldBytes {
  readonly weights: BytesByType;
  /** Bytes of the gradients of those that are trained. */
  readonly gradients: number;
}

/**
 * Bytes of parameters and buffers by the layer that is the first to read them. A buffer that no operation reads,
 * such as a counter of batches, belongs to the layer that reads the other tensors of its module.
 */
export function heldBytes(
  parameters: readonly RecordedParameter[],
  readers: ReadonlyMap<number, LayerId>,
): ReadonlyMap<LayerId, HeldBytes> {
  const ofModule = new Map<string, LayerId>();
  for (const [index, layer] of readers) {
    const path = modulePath(parameters[index]?.name ?? '');
    if (!ofModule.has(path)) ofModule.set(path, layer);
  }
  const held = new Map<LayerId, HeldBytes>();
  parameters.forEach((parameter, index) => {
    const { name, dtype, isBuffer, trainable } = parameter;
    const layer = readers.get(index) ?? (isBuffer ? ofModule.get(modulePath(name)) : undefined);
    if (layer === undefined) return;
    const { weights, gradients } = held.get(layer) ?? { weights: {}, gradients: 0 };
    const bytes = bytesOf(parameter);
    held.set(layer, {
      weights: { ...weights, [dtype]: (weights[dtype] ?? 0) + bytes },
      gradients: gradients + (trainable && !isBuffer ? bytes : 0),
    });
  });
  return held;
}
