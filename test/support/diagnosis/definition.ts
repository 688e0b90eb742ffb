import type { ProbeOptions } from '../../../src/shared/protocol/inspectRequest';
import type { FindingCode } from '../../../src/shared/report/report';

/** The right answer on a faulty definition: the finding, at the line that ends with `// HERE`. */
export interface Answer {
  readonly code: FindingCode | 'unbuildable' | 'unusable-data' | 'model-threw';
  readonly variant?: string;
  /** Findings that are right beside it. */
  readonly also?: readonly FindingCode[];
}

/** One definition of a network; `function model()` makes it, and `function data()` its data where there are any. */
export interface Definition {
  readonly name: string;
  readonly text: string;
  /** `null` for a healthy one: neither warning nor error. */
  readonly answer: Answer | null;
  readonly hasData?: true;
  readonly probe?: Partial<ProbeOptions>;
}

const prelude = `const tf = require('@tensorflow/tfjs');
const L = tf.layers;
const normal = (stddev) => tf.initializers.randomNormal({ stddev });
const constant = (value) => tf.initializers.constant({ value });
class Own extends tf.layers.Layer {
  constructor(run, shapeOf = (shape) => shape) { super({}); this.run = run; this.shapeOf = shapeOf; }
  static className = 'Own';
  computeOutputShape(shape) { return this.shapeOf(shape); }
  call(inputs) { return tf.tidy(() => this.run(Array.isArray(inputs) ? inputs[0] : inputs)); }
}
`;

/** The end of a bracket that opens before `from`. */
function closing(text: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < text.length && depth > 0; at++) {
    if ('([{'.includes(text[at] ?? '')) depth++;
    if (')]}'.includes(text[at] ?? '')) depth--;
  }
  return at - 1;
}

/** `dense(8, { … })` and `conv(8)` in short for layers that are made at this very line. */
function written(text: string): string {
  const short = /(?<![\w.])(dense|conv)\(/.exec(text);
  if (!short) return text;
  const start = short.index + short[0].length;
  const end = closing(text, start);
  const [size, ...options] = text.slice(start, end).split(',');
  const fields = options.length > 0 ? `, ...(${options.join(',').trim()})` : '';
  const layer =
    short[1] === 'dense'
      ? `L.dense({ units: ${size}${fields} })`
      : `L.conv2d({ filters: ${size}, kernelSize: 3, padding: 'same'${fields} })`;
  return written(text.slice(0, short.index) + layer + text.slice(end + 1));
}

type Rest = Omit<Definition, 'name' | 'text' | 'answer'>;

/** The parts of a definition besides its layers: the argument of `compile`, and the body of `data()`. */
export type More = Rest & { readonly compile?: string; readonly data?: string };

/** A definition with the body of `model()`, where `x` is the input and `y` must become the output. */
export function network(
  name: string,
  shape: readonly number[],
  body: string,
  ...[answer, { compile, data, ...rest } = {}]: readonly [Answer | null, More?]
): Definition {
  const text = `${prelude}
function model() {
  const x = tf.input({ shape: ${JSON.stringify(shape)} });
  ${written(body)}
  const network = tf.model({ inputs: x, outputs: y });
  ${compile ? `network.compile(${compile});` : ''}
  return network;
}
${data ? `function data({ batchSize }) {\n  ${data}\n}` : 'function data() {}'}
module.exports = { model, data };
`;
  return { name, text, answer, ...(data && { hasData: true }), ...rest };
}

export const sgd = (loss: string, rate = 0.01): string =>
  `{ loss: '${loss}', optimizer: tf.train.sgd(${rate}) }`;
