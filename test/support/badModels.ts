/** A definition that fails to build, with the expected message. */
export interface BadModel {
  readonly what: string;
  /** Name of the definition. */
  readonly site: string;
  readonly source: string;
  readonly code: string;
  /** The line to point at, 1-based. */
  readonly line: number;
}

const head = "import * as tf from '@tensorflow/tfjs';\n";
const layers = 'tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] })';
const factory = (name: string, ...body: readonly string[]): string =>
  `${head}export function ${name}() {\n${body.map((line) => `  ${line}\n`).join('')}}\n`;

/** Builds and probes in an instant. */
export const goodModel = { site: 'fine', source: factory('fine', `return ${layers};`) };

export const badModels: readonly BadModel[] = [
  {
    what: 'a syntax error',
    site: 'broken',
    source: `${head}export function broken() {\n  const units = = 3;\n  return ${layers};\n}\n`,
    code: 'syntax-error',
    line: 3,
  },
  {
    what: 'a module that throws',
    site: 'late',
    source: `${head}const size = tooLate();\nfunction tooLate(): number {\n  throw new Error('no data');\n}\nexport function late() {\n  return tf.sequential({ layers: [tf.layers.dense({ units: size, inputShape: [3] })] });\n}\n`,
    code: 'model-threw',
    line: 4,
  },
  {
    what: 'a definition that throws',
    site: 'thrower',
    source: factory(
      'thrower',
      `const model = ${layers};`,
      "throw new Error('boom');",
      'return model;',
    ),
    code: 'model-threw',
    line: 4,
  },
  {
    what: 'a function that returns no model',
    site: 'nothing',
    source: `${head}export function nothing(deep = false) {\n  if (deep) return ${layers};\n  return undefined;\n}\n`,
    code: 'no-model',
    line: 2,
  },
  {
    what: 'process.exit()',
    site: 'leaver',
    source: factory('leaver', 'process.exit(5);', `return ${layers};`),
    code: 'model-exited',
    line: 3,
  },
  {
    what: 'an endless loop',
    site: 'loop',
    source: factory('loop', 'for (;;) Math.random();', `return ${layers};`),
    code: 'timed-out',
    line: 2,
  },
  {
    what: 'a heap that grows without end',
    site: 'heap',
    source: factory(
      'heap',
      'const all: unknown[] = [];',
      'for (;;) all.push({ index: all.length, text: [all.length] });',
      `return ${layers};`,
    ),
    code: 'out-of-memory',
    line: 2,
  },
  {
    what: 'typed arrays without end',
    site: 'arrays',
    source: factory(
      'arrays',
      'const all: unknown[] = [];',
      'for (;;) all.push(new Float32Array(4e6).fill(1));',
      `return ${layers};`,
    ),
    code: 'out-of-memory',
    line: 2,
  },
];

/** A deadline that only endless code reaches, and that leaves a busy machine the time to come that far. */
export const secondsFor = ({ code }: BadModel): number => (code === 'timed-out' ? 6 : 60);
