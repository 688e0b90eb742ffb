import type { CostFinding } from '../../../src/shared/report/costFindings';
import { network, type Definition } from './definition';

/** A definition that has a finding of cost, and one much like it that has not. */
interface CostCase {
  readonly code: CostFinding['code'];
  readonly faulty: Definition;
  readonly healthy: Definition;
  readonly batchSize: number;
}

const heavy = `conv(32, { activation: 'relu' }).apply(conv(32, { activation: 'relu' }).apply(x))`;

const pooled = (map: string): string =>
  `const y = dense(4, { activation: 'softmax' }).apply(L.globalAveragePooling2d({}).apply(${map}));`;

/** Concatenations that take all before them; the healthy ones sum. */
const joined = (join: string): string => `let h = conv(8).apply(x);
  for (let i = 0; i < 12; i++) h = ${join};
  ${pooled('h')}`;

/** Many small layers: as long for one sample as for several. */
const chain = (units: number, layers: number): string => `let h = x;
  for (let i = 0; i < ${layers}; i++) h = dense(${units}, { activation: 'tanh' }).apply(h);
  const y = dense(4).apply(h);`;

const sines = (times: number): string =>
  `new Own((t) => { let s = t; for (let i = 0; i < ${times}; i++) s = tf.sin(s); return s; })`;

export const costCases: readonly CostCase[] = [
  {
    code: 'slow-layer',
    faulty: network(
      'forty sines',
      [16, 16, 8],
      `const h = ${heavy};
  const s = ${sines(40)}.apply(h); // HERE
  ${pooled('s')}`,
      { code: 'slow-layer' },
    ),
    healthy: network(
      'one sine',
      [16, 16, 8],
      `const h = ${heavy};
  const s = ${sines(1)}.apply(h);
  ${pooled('s')}`,
      null,
    ),
    batchSize: 2,
  },
  {
    code: 'memory-bound',
    faulty: network(
      'sums of whole maps',
      [32, 32, 16],
      `const s = L.globalAveragePooling2d({}).apply(L.add().apply([x, x])); // HERE
  const y = dense(4).apply(s);`,
      { code: 'memory-bound' },
    ),
    healthy: network('products of whole maps', [32, 32, 16], pooled('conv(16).apply(x)'), null),
    batchSize: 16,
  },
  {
    code: 'recompute-candidate',
    faulty: network(
      'a rectifier of a large map',
      [32, 32, 8],
      `const h = conv(16, { strides: 1 }).apply(x);
  const wide = L.upSampling2d({ size: [4, 4] }).apply(h); // HERE
  ${pooled('L.conv2d({ filters: 4, kernelSize: 4, strides: 4 }).apply(wide)')}`,
      { code: 'recompute-candidate' },
    ),
    healthy: network('many maps of one size', [32, 32, 8], joined(`conv(8).apply(h)`), null),
    batchSize: 2,
  },
  {
    code: 'wide-concat',
    faulty: network(
      'dense block',
      [16, 16, 8],
      joined('L.concatenate().apply([h, conv(8).apply(h)])').replace('for (let i', 'for (let i'),
      { code: 'wide-concat' },
    ),
    healthy: network(
      'residual block',
      [16, 16, 8],
      joined('L.add().apply([h, conv(8).apply(h)])'),
      null,
    ),
    batchSize: 2,
  },
  {
    code: 'batch-too-small',
    faulty: network('forty narrow layers', [8, 8, 4], chain(8, 40), { code: 'batch-too-small' }),
    healthy: network('two convolutions', [32, 32, 8], pooled(heavy), null),
    batchSize: 8,
  },
];
