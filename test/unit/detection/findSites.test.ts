import { describe, expect, it } from 'vitest';
import { findSites } from '../../../src/detection/languages/languages';

const tf = "import * as tf from '@tensorflow/tfjs';\n";
const named = (text: string, file = 'a.ts') =>
  findSites(text, file).map(({ name, pattern }) => `${name} ${pattern}`);

describe('what counts as a definition', () => {
  it('is a function that returns a model, exported or not', () => {
    const text = `${tf}
      export function mlp() { return tf.sequential({ layers: [] }); }
      const cnn = async (classes: number) => { const net = tf.sequential(); return net; };`;
    expect(named(text)).toEqual(['mlp factory', 'cnn factory']);
  });

  it('is a method, a constructor or a function kept in an object', () => {
    const text = `${tf}
      class Agent { constructor() { this.model = tf.sequential(); } static build() { return tf.model({}); } }
      const models = { small: () => tf.sequential(), large() { return tf.sequential(); } };
      Agent.prototype.grow = function () { this.model = tf.sequential(); };`;
    expect(named(text)).toEqual([
      'Agent.constructor method',
      'Agent.build method',
      'models.small method',
      'models.large method',
      'Agent.grow method',
    ]);
  });

  it('is a model at the top of a module, named by its variable', () => {
    const text = `const model = tf.sequential();\nmodel.add(tf.layers.dense({ units: 1, inputShape: [1] }));`;
    expect(named(text, 'a.js')).toEqual(['model topLevel']);
  });

  it('is named by its map and its key', () => {
    const text = `${tf}
      export const nets = new Map<string, () => tf.Sequential>([['small', () => tf.sequential()], ['large', () => tf.sequential()]]);
      nets.set('huge', () => tf.sequential());
      const built = Object.fromEntries([['a', tf.sequential()], ['b', tf.sequential()]]);
      export default new Map([['own', function () { return tf.sequential(); }]]);`;
    expect(named(text)).toEqual([
      'nets.small factory',
      'nets.large factory',
      'nets.huge factory',
      'built.a topLevel',
      'built.b topLevel',
      'own factory',
    ]);
  });

  it('is named by the variable of its promise, and the default export only if it is', () => {
    expect(named(`${tf}export const net = Promise.resolve(tf.sequential());`)).toEqual([
      'net topLevel',
    ]);
    expect(named(`${tf}export default Promise.resolve(tf.sequential());`)).toEqual([
      'default topLevel',
    ]);
    expect(named(`${tf}const net = tf.sequential(); export default Promise.resolve(net);`)).toEqual(
      ['net topLevel'],
    );
  });

  it('is the method that adds the layers to an empty network of its class', () => {
    const text = `${tf}
      class Filled { model = tf.sequential(); build() { this.model.add(tf.layers.flatten()); } }
      class Whole { model = tf.sequential({ layers: [] }); build() { this.model.add(tf.layers.flatten()); } }
      class Called { model = tf.sequential(); constructor() { this.build(); } build() { this.model.add(1); } }
      class Other { model = tf.sequential(); list = new Set(); build() { this.list.add(1); } }`;
    expect(named(text)).toEqual([
      'Filled.build method',
      'Whole.model topLevel',
      'Called.constructor method',
      'Other.model topLevel',
    ]);
  });

  it('is named by its variable behind assertions of its type', () => {
    const text = `${tf}
      export const a: tf.LayersModel = (<tf.Sequential>tf.sequential()) satisfies tf.LayersModel;
      export const b = (() => tf.sequential()) satisfies () => tf.Sequential;`;
    expect(named(text)).toEqual(['a topLevel', 'b factory']);
  });

  it('is a model made in a function that trains or shows it', () => {
    const text = `${tf}async function train(data) { const m = tf.sequential(); await m.fit(data.x, data.y); }`;
    expect(named(text, 'a.js')).toEqual(['train local']);
  });

  it('is a function inside another one', () => {
    const text = `${tf}function main() { function build() { return tf.sequential(); } build(); }`;
    expect(named(text, 'a.js')).toEqual(['build factory']);
  });

  it('is a saved model loaded from a local path, and a model of core operations', () => {
    expect(named(`async function get() { return tf.loadLayersModel('./model.json'); }`)).toEqual([
      'get loaded',
    ]);
    expect(named(`function weights() { return tf.variable(tf.zeros([2])); }`)).toEqual([
      'weights core',
    ]);
  });

  it('is every model of a function or a file, by the name that each is kept under', () => {
    const model = 'tf.sequential({ layers: [] })';
    expect(
      named(`${tf}
        const a = {}; a.net = ${model}; a.other = ${model};
        function both() { const first = ${model}; const second = ${model}; return [first, second]; }
        const inObject = () => ({ enc: ${model}, dec: ${model} });
        class Net { encoder = ${model}; decoder = ${model}; }`),
    ).toEqual([
      'a.net topLevel',
      'a.other topLevel',
      'both.first factory',
      'both.second factory',
      'inObject.enc factory',
      'inObject.dec factory',
      'Net.encoder topLevel',
      'Net.decoder topLevel',
    ]);
  });

  it('has the name of the function that returns it, and leaves out what is only a part of it', () => {
    const model = 'tf.sequential({ layers: [] })';
    expect(
      named(`${tf}
        function whole() { const part = ${model}; const all = ${model}; all.add(part); return all; }
        function main() { const side = ${model}; side.fit(x, y); const net = ${model}; return net; }`),
    ).toEqual(['whole factory', 'main factory', 'main.side local']);
  });

  it('is made with TensorFlow.js that a function takes, whole or in parts', () => {
    expect(
      findSites(
        `const one = (tf) => tf.sequential();
         const two = (lib, n) => lib.sequential({ layers: [lib.layers.dense({ units: n })] });
         const three = ({ sequential, layers }) => sequential({ layers: [layers.flatten()] });
         const four = (app) => app.model({ layers: 3 });`,
        'a.js',
      ).map(({ name, needs }) => `${name} ${needs.join()}`.trim()),
    ).toEqual(['one', 'two n', 'three']);
  });

  it('is made in the handler of a page, at its place', () => {
    const page = `<script>tf.ready();</script>\n<a onclick="go(tf.sequential({ layers: [] }))" href="#">`;
    const [site] = findSites(page, 'a.html');
    expect(site?.range.start).toEqual({ line: 2, column: 5 });
    expect(findSites(`<script>tf.x</script><a onclick="tf.sequential({">`, 'a.html')).toEqual([]);
  });

  it('is one model of core operations per file, or per function that keeps its own variables', () => {
    const kept = `const w = tf.variable(a);\nconst b = tf.variable(c);\n`;
    expect(named(`${kept}function more() { return tf.variable(d); }`)).toEqual(['core core']);
    const own = `{ const w = tf.variable(a); const b = tf.variable(c); }`;
    expect(named(`function one() ${own} function two() ${own}`)).toEqual(['one core', 'two core']);
  });

  it('is a class that is a model itself, and one that extends it', () => {
    const text = `class Net extends tf.Sequential { constructor() { super(); this.add(x); } }
      class Deep extends Net { constructor(n) { super(); } }
      class Other extends Base { constructor() { super({ layers: [] }); } }`;
    expect(named(text)).toEqual(['Net.constructor method', 'Deep.constructor method']);
  });

  it('is not a word in a comment, another library or a remote model', () => {
    expect(named(`// tf.sequential()\nconst text = 'tf.model()';`)).toEqual([]);
    expect(named(`import * as tf from './x'; db.model({}); keras.sequential();`)).toEqual([]);
    expect(named(`await tf.loadLayersModel('https://example.org/model.json');`)).toEqual([]);
  });
});

it('knows TensorFlow.js by every way of importing it', () => {
  const made = 'function build() { return X; }';
  const ways = {
    "import t from '@tensorflow/tfjs-node';": 't.sequential()',
    "import { sequential } from '@tensorflow/tfjs-layers';": 'sequential()',
    "import { sequential as s } from '@tensorflow/tfjs';": 's()',
    "const t = require('@tensorflow/tfjs');": 't.model({})',
    "const { model } = require('@tensorflow/tfjs');": 'model({})',
    "const d = require('@tensorflow/tfjs').default;": 'd.model({})',
    "const e = (await import('@tensorflow/tfjs')).default;": "e['model']({})",
    "import q = require('@tensorflow/tfjs');": 'q.sequential()',
    'const { sequential } = tf;': 'sequential()',
    "import * as t from 'https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0/+esm';":
      'new t.Sequential()',
    '': 'window.tf.sequential()',
  };
  for (const [way, call] of Object.entries(ways)) {
    expect(named(`${way}\n${made.replace('X', call)}`, 'a.js'), way).toEqual(['build factory']);
  }
});

it('tells sites of the same name apart by their order', () => {
  const text = `class A { constructor() { this.m = tf.sequential(); } }
    { class A { constructor() { this.m = tf.sequential(); } } }`;
  expect(findSites(text, 'a.js').map(({ name }) => name)).toEqual([
    'A.constructor',
    'A.constructor~2',
  ]);
});

it('lists what a definition takes, and what must be found for it', () => {
  const text = `${tf}function build(shape: number[], { units = 8, rate }: { rate: number }, deep?: boolean) {
    return tf.sequential();
  }`;
  const [site] = findSites(text, 'a.ts');
  expect(site?.parameters).toEqual([
    { name: 'shape', type: 'number[]' },
    { name: 'units', default: '8' },
    { name: 'rate', type: 'number' },
    { name: 'deep', type: 'boolean', default: 'undefined' },
  ]);
  expect(site?.needs).toEqual(['shape', 'rate']);
});

it('keeps the positions of a page for its scripts', () => {
  const page = `<html>\r\n<script src="tf.js"></script>\r\n<script type="x-shader">tf.model()</script>\r\n<body>😀<script>\r\n  function net() {\r\n    return tf.sequential();\r\n  }\r\n</script></body></html>`;
  const [site, ...rest] = findSites(page, 'index.html');
  expect(rest).toEqual([]);
  expect(site).toMatchObject({
    name: 'net',
    range: { start: { line: 5, column: 3 }, end: { line: 7, column: 4 } },
  });
});

it('finds nothing in text that stops the parser itself', () => {
  expect(findSites('tf.model({});@ tf await', 'a.ts')).toEqual([]);
});

it('says of text that nests deeper than the stack is high that it cannot be searched', () => {
  const deep = `tf.model(${'['.repeat(50_000)}${']'.repeat(50_000)});`;
  const failure = { code: 'syntax-error', detail: { code: 'detection.nested-too-deeply' } };
  expect(() => findSites(deep, 'a.ts')).toThrow(expect.objectContaining(failure) as Error);
});

it('takes half-typed text', () => {
  const text = `${tf}export function mlp(units: ) {\n  const m = tf.sequential({\n  m.add(tf.layers.\n`;
  expect(findSites(text, 'a.ts').map(({ name }) => name)).toEqual(['mlp']);
});

describe('the values of a pattern', () => {
  const parametersOf = (head: string) =>
    findSites(`${tf}export function net(${head}) { return tf.sequential(); }`, 'a.ts')[0];

  it('have the defaults that the whole object gives', () => {
    const found = parametersOf('{ layers, width = 8, rate }: C = { layers: 24, width: 4 }');
    expect(found?.parameters).toEqual([
      { name: 'layers', default: '24' },
      { name: 'width', default: '4' },
      { name: 'rate' },
    ]);
    expect(found?.needs).toEqual(['rate']);
  });

  it('may have any default that a named object gives', () => {
    const found = parametersOf('{ layers, ...rest }: C = standard');
    expect(found?.parameters).toEqual([{ name: 'layers', default: 'standard.layers' }]);
    expect(parametersOf('{ layers }: C = {}')?.needs).toEqual(['layers']);
  });
});
