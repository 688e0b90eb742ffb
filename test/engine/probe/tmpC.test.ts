import * as tf from '@tensorflow/tfjs';
import { beforeAll, it } from 'vitest';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { runProfile } from '../../../src/engine/profile/runProfile';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import { standardProfile } from '../../../src/shared/protocol/profileRequest';
import { testBackend } from '../../support/testBackend';
import { openSeeded } from './probing';

beforeAll(() => openBackend(testBackend));
const L = tf.layers;
const img = (body: (x: tf.SymbolicTensor) => tf.SymbolicTensor) => () => {
  const x = tf.input({ shape: [32, 32, 8] });
  const y = body(x);
  const flat = L.globalAveragePooling2d({}).apply(y) as tf.SymbolicTensor;
  const z = L.dense({ units: 10, activation: 'softmax' }).apply(flat) as tf.SymbolicTensor;
  return tf.model({ inputs: x, outputs: z });
};
const conv = (o = {}) => L.conv2d({ filters: 8, kernelSize: 3, padding: 'same', ...o });
const ap = (l: any, x: any) => l.apply(x) as tf.SymbolicTensor;
const models: Record<string, () => tf.LayersModel> = {
  conv: img((x) => ap(conv(), x)),
  conv2: img((x) => ap(conv(), ap(conv(), x))),
  conv2relu: img((x) => ap(conv({ activation: 'relu' }), ap(conv({ activation: 'relu' }), x))),
  conv2reluNobias: img((x) =>
    ap(
      conv({ activation: 'relu', useBias: false }),
      ap(conv({ activation: 'relu', useBias: false }), x),
    ),
  ),
  conv2sig: img((x) => ap(conv({ activation: 'sigmoid' }), ap(conv({ activation: 'sigmoid' }), x))),
  convReluLayer: img((x) => ap(L.reLU(), ap(conv(), x))),
  convActLayer: img((x) => ap(L.activation({ activation: 'relu' }), ap(conv(), x))),
  convTanhLayer: img((x) => ap(L.activation({ activation: 'tanh' }), ap(conv(), x))),
  convBN: img((x) => ap(L.batchNormalization(), ap(conv({ useBias: false }), x))),
  convLN: img((x) => ap(L.layerNormalization(), ap(conv({ useBias: false }), x))),
  convAdd: img((x) => {
    const a = ap(conv(), x);
    return L.add().apply([a, ap(conv(), a)]) as any;
  }),
  convConcat: img((x) => {
    const a = ap(conv(), x);
    return L.concatenate().apply([a, ap(conv(), a)]) as any;
  }),
  convMul: img((x) => {
    const a = ap(conv(), x);
    return L.multiply().apply([a, ap(conv(), a)]) as any;
  }),
  convMax: img((x) => ap(L.maxPooling2d({ poolSize: 2 }), ap(conv(), x))),
  convAvg: img((x) => ap(L.averagePooling2d({ poolSize: 2 }), ap(conv(), x))),
  convUp: img((x) => ap(L.upSampling2d({ size: [2, 2] }), ap(conv(), x))),
  convDrop: img((x) => ap(L.dropout({ rate: 0.5 }), ap(conv(), x))),
  convPad: img((x) => ap(L.zeroPadding2d({ padding: 1 }), ap(conv(), x))),
  convDw: img((x) => ap(L.depthwiseConv2d({ kernelSize: 3, padding: 'same' }), ap(conv(), x))),
  convSep: img((x) =>
    ap(L.separableConv2d({ filters: 8, kernelSize: 3, padding: 'same' }), ap(conv(), x)),
  ),
  convT: img((x) =>
    ap(L.conv2dTranspose({ filters: 8, kernelSize: 3, padding: 'same' }), ap(conv(), x)),
  ),
  convDense: img((x) => ap(L.dense({ units: 8, activation: 'relu' }), ap(conv(), x))),
  convDenseLin: img((x) => ap(L.dense({ units: 8 }), ap(conv(), x))),
  convElu: img((x) => ap(L.elu(), ap(conv(), x))),
  convLeaky: img((x) => ap(L.leakyReLU(), ap(conv(), x))),
  convSoftmax: img((x) => ap(L.softmax(), ap(conv(), x))),
};
it('x', async () => {
  const unit = 32 * 32 * 8 * 4 * 8;
  for (const [name, make] of Object.entries(models)) {
    const model = await openSeeded(make, 1);
    const skips = findSkips(model.description.graph);
    const { profile } = await runProfile({
      model,
      skips,
      settings: { ...standardProfile, steps: 1, batchSize: 8, batchSizes: [] },
      options: standardProbe,
      callFunction: () => Promise.reject(new Error('no')),
      onStep: () => undefined,
    });
    const m = profile.memory!;
    const p = m.parts;
    console.log(
      name.padEnd(16),
      'est',
      (m.peak / unit).toFixed(2),
      'meas',
      (m.measured!.bytes / unit).toFixed(2),
      'act',
      (p.activations / unit).toFixed(2),
      'work',
      (p.workspace / unit).toFixed(2),
      'batch',
      (p.batch / unit).toFixed(2),
      'covered',
      profile.step!.covered!.toFixed(2),
    );
    model.dispose();
  }
});
