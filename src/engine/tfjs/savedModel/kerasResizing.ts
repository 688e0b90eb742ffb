import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import { first, oneShape, type Inputs } from './oneInput';
import { register, standIn } from './standIn';
import type { SavedLayer } from './savedLayers';

/** Runs something on images with their channels last. */
function inLast(x: tf.Tensor, isFirst: boolean, run: (x: tf.Tensor4D) => tf.Tensor): tf.Tensor {
  if (!isFirst) return run(x as tf.Tensor4D);
  return tf.transpose(run(tf.transpose(x as tf.Tensor4D, [0, 2, 3, 1])), [0, 3, 1, 2]);
}

interface UpSampling {
  readonly size: [number, number];
  readonly dataFormat: 'channelsFirst' | 'channelsLast';
}

/** Bilinear upsampling between the centres of pixels; the framework's own goes between their corners. */
class KerasUpSampling extends standIn<UpSampling>('UpSampling2D') {
  override call(inputs: Inputs): tf.Tensor {
    return tf.tidy(() =>
      inLast(first(inputs), this.dataFormat === 'channelsFirst', (image) => {
        const [, rows, columns] = image.shape;
        const size: [number, number] = [rows * this.size[0], columns * this.size[1]];
        return tf.image.resizeBilinear(image, size, false, true);
      }),
    );
  }
}

interface Resizing {
  readonly height: number;
  readonly width: number;
  readonly interpolation: string;
}

/** A layer that gives images a size of its own, in either order of axes, which the framework does not keep. */
function sized(kind: 'Resizing' | 'CenterCrop') {
  return class Sized extends standIn<Resizing>(kind) {
    readonly isFirst: boolean;

    constructor(config: tf.serialization.ConfigDict) {
      super(config);
      this.isFirst = config['dataFormat'] === 'channelsFirst';
    }

    override getConfig(): tf.serialization.ConfigDict {
      const dataFormat = this.isFirst ? 'channelsFirst' : 'channelsLast';
      return { ...super.getConfig(), dataFormat };
    }

    override computeOutputShape(given: Shape | Shape[]): Shape {
      const [batch = null, ...rest] = oneShape(given);
      const { height, width } = this;
      return this.isFirst
        ? [batch, rest[0] ?? null, height, width]
        : [batch, height, width, rest.at(-1) ?? null];
    }
  };
}

/** Resizing between the centres of pixels; the framework's own goes between their corners, and states no batch. */
class KerasResizing extends sized('Resizing') {
  override call(inputs: Inputs): tf.Tensor {
    const size: [number, number] = [this.height, this.width];
    return tf.tidy(() =>
      inLast(first(inputs), this.isFirst, (image) =>
        this.interpolation === 'nearest'
          ? tf.image.resizeNearestNeighbor(image, size, false, true)
          : tf.image.resizeBilinear(image, size, false, true),
      ),
    );
  }
}

/** The middle of an image, entry by entry; the framework's own takes samples, from elsewhere where a side is kept. */
class KerasCenterCrop extends sized('CenterCrop') {
  /** Throws a `Failure` for an image that is smaller, which Keras resizes. */
  override call(inputs: Inputs): tf.Tensor {
    const { height, width } = this;
    return tf.tidy(() =>
      inLast(first(inputs), this.isFirst, (image) => {
        const [, rows, columns] = image.shape;
        const values = { layer: this.name, kind: this.getClassName() };
        if (rows < height || columns < width)
          throw new Failure('unbuildable', message('saved.unknown-layer-called', values));
        const [top, left] = [Math.floor((rows - height) / 2), Math.floor((columns - width) / 2)];
        return tf.slice(image, [0, top, left, 0], [-1, height, width, -1]);
      }),
    );
  }
}

export function registerResizing(): void {
  register([KerasUpSampling, KerasResizing, KerasCenterCrop]);
}

/** The class that computes a layer that changes the size of images as Keras does; `undefined` for any other. */
export function resizingClass({
  className,
  config,
}: Pick<SavedLayer, 'className' | 'config'>): string | undefined {
  if (className === 'CenterCrop') return KerasCenterCrop.className;
  if (className === 'Resizing') return KerasResizing.className;
  const isBilinear = className === 'UpSampling2D' && config['interpolation'] === 'bilinear';
  return isBilinear ? KerasUpSampling.className : undefined;
}
