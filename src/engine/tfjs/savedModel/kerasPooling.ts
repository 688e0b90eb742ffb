import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import { first, oneShape, type CallOptions, type Inputs } from './oneInput';
import { register, standIn } from './standIn';
import type { SavedLayer } from './savedLayers';

const kinds = [
  'MaxPooling1D',
  'AveragePooling1D',
  'GlobalMaxPooling1D',
  'GlobalAveragePooling1D',
] as const;
type Kind = (typeof kinds)[number];

const swapped = ([batch = null, ...rest]: Shape): Shape => [batch, ...rest.reverse()];

/** Pooling of sequences with their channels first; the framework's own takes any channels for the last. */
const channelsFirst = (kind: Kind) =>
  class ChannelsFirst extends standIn<object>(kind, `ChannelsFirst${kind}`) {
    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), dataFormat: 'channelsFirst' };
    }

    override computeOutputShape(given: Shape | Shape[]): Shape {
      const shape = oneShape(given);
      return swapped(super.computeOutputShape(swapped([...shape])) as Shape);
    }

    override call(inputs: Inputs, options: CallOptions): tf.Tensor {
      return tf.tidy(() => {
        const pooled = first(super.call(tf.transpose(first(inputs), [0, 2, 1]), options));
        return pooled.rank === 3 ? tf.transpose(pooled, [0, 2, 1]) : pooled;
      });
    }
  };

const classes = new Map<string, ReturnType<typeof channelsFirst>>(
  kinds.map((kind) => [kind, channelsFirst(kind)]),
);

export function registerPooling(): void {
  register(classes.values());
}

/** The class that pools sequences with their channels first; `undefined` for any other layer. */
export const poolingClass = ({
  className,
  config,
}: Pick<SavedLayer, 'className' | 'config'>): string | undefined =>
  config['data_format'] === 'channels_first' ? classes.get(className)?.className : undefined;
