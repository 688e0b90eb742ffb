// The wait for the first numbers of a network that takes a minute to probe. Needs `npm run build`.
import path from 'node:path';
import { EngineProcess } from '../../src/engineClient/engineProcess';
import { standardLimits, standardProbe } from '../../src/shared/protocol/inspectRequest';
import { isReport } from '../../src/shared/report/guard';

type Row = Readonly<Record<string, number | string>>;

const root = process.cwd();

/** ResNet-18 as He et al. 2015 have it, table 1. */
const text = `import * as tf from '@tensorflow/tfjs';
const conv = (x, filters, kernelSize, strides) =>
  tf.layers.batchNormalization().apply(
    tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false }).apply(x));
const relu = (x) => tf.layers.reLU().apply(x);
function block(x, filters, strides) {
  const body = conv(relu(conv(x, filters, 3, strides)), filters, 3, 1);
  const shortcut = strides === 1 ? x : conv(x, filters, 1, strides);
  return relu(tf.layers.add().apply([body, shortcut]));
}
export function resnet18() {
  const image = tf.input({ shape: [64, 64, 3] });
  const stem = relu(conv(image, 64, 7, 2));
  let x = tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }).apply(stem);
  for (const [stage, filters] of [64, 128, 256, 512].entries())
    for (let at = 0; at < 2; at++) x = block(x, filters, stage > 0 && at === 0 ? 2 : 1);
  const pooled = tf.layers.globalAveragePooling2d({}).apply(x);
  return tf.model({ inputs: image, outputs: tf.layers.dense({ units: 10, activation: 'softmax' }).apply(pooled) });
}
`;

const seconds = (from: number): number => Math.round((performance.now() - from) / 100) / 10;

/** One probe on `wasm`, from the command to the graph, to the first numbers and to the end. */
export async function bench(): Promise<Row[]> {
  const engine = new EngineProcess({
    entry: path.join(root, 'dist/engine.js'),
    memoryMegabytes: standardLimits.memoryMegabytes,
    log: () => undefined,
  });
  try {
    await engine.ready;
    await engine.rehearse();
    const asked = performance.now();
    const at: { graph?: number; numbers?: number } = {};
    engine.rpc.on('partial', (partial) => {
      if (!isReport(partial)) return;
      if (partial.probe) at.numbers ??= seconds(asked);
      else at.graph ??= seconds(asked);
    });
    const file = path.join(root, 'examples/resnet18.ts');
    const place = { root, file, site: 'resnet18', text, arguments: {}, backend: 'wasm' } as const;
    const job = { kind: 'inspect', ...place, probe: standardProbe };
    await engine.rpc.request('run', { job, cells: [] });
    const whole = seconds(asked);
    const { steps, seeds } = standardProbe;
    return [
      { what: 'graph of ResNet-18 at 64×64', value: at.graph ?? whole, unit: 's', goal: '' },
      { what: 'its first numbers', value: at.numbers ?? whole, unit: 's', goal: '< 6' },
      { what: `its report of ${steps} × ${seeds} steps`, value: whole, unit: 's', goal: '' },
    ];
  } finally {
    engine.dispose();
  }
}
