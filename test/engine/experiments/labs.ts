import * as tf from '@tensorflow/tfjs';
import { residualBlocks } from '../../../src/analysis/experiments/kinds/residuals';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import { syntheticData } from '../../../src/engine/data/synthetic';
import type { Lab } from '../../../src/engine/model/lab';
import type { OpenedModel } from '../../../src/engine/model/openedModel';
import type { BatchData } from '../../../src/engine/model/trainer';
import { edgeKey } from '../../../src/engine/probe/plan/edges';
import { chooseTraining } from '../../../src/engine/probe/trainingSetup';
import { openSeeded } from '../probe/probing';

type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;

/** A residual network of dense layers; without batch norm every row stands for itself. */
export function residual(blocks: number, width = 8, norm = true): tf.LayersModel {
  const input = tf.input({ shape: [6] });
  const dense = (x: Symbolic): Symbolic => {
    const made = tf.layers.dense({ units: width, kernelInitializer: 'heNormal' });
    return norm ? apply(tf.layers.batchNormalization(), apply(made, x)) : apply(made, x);
  };
  const relu = (x: Symbolic): Symbolic => apply(tf.layers.reLU(), x);
  let x = relu(dense(input));
  for (let i = 0; i < blocks; i++) x = relu(apply(tf.layers.add(), [dense(relu(dense(x))), x]));
  const out = apply(tf.layers.dense({ units: 4, activation: 'softmax' }), x);
  return tf.model({ inputs: input, outputs: out });
}

export interface OpenLab {
  readonly lab: Lab;
  readonly model: OpenedModel;
  readonly blocks: readonly { readonly bodies: string[]; readonly shortcuts: string[] }[];
  readonly batch: (size: number, step?: number) => BatchData;
  readonly dispose: () => void;
}

/** A lab on a model, with made data. */
export async function openLabOn(make: () => tf.LayersModel): Promise<OpenLab> {
  const model = await openSeeded(make, 1);
  const { description } = model;
  const setup = chooseTraining(description, { optimizer: 'momentum', learningRate: 0.01 });
  const lab = await model.experiment!(1, setup);
  const found = residualBlocks(description.graph, findSkips(description.graph));
  return {
    ...{ lab, model },
    blocks: found.map(({ bodies, shortcuts }) => ({
      bodies: bodies.map(edgeKey),
      shortcuts: shortcuts.map(edgeKey),
    })),
    batch: (size, step = 0) =>
      syntheticData(description, { batchSize: size, seed: 3, losses: setup.losses }).batch(step),
    dispose: () => {
      lab.dispose();
      model.dispose();
    },
  };
}
