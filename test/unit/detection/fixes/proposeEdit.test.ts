import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { withEdit } from '../../../../src/shared/model/applyEdit';
import type { Fix } from '../../../../src/shared/model/fix';
import { proposeEdits } from '../../../../src/detection/languages/languages';

const head = "import * as tf from '@tensorflow/tfjs';\n";

/** The text after the fix at the marker `§`, which is taken out first; `undefined` if none is offered. */
function fixed(marked: string, fix: Fix, file = 'net.ts'): string | undefined {
  const offset = (head + marked).indexOf('§');
  const text = (head + marked).replace('§', '');
  const before = text.slice(0, offset).split('\n');
  const at = { line: before.length, column: before.at(-1)!.length + 1 };
  const [edit] = proposeEdits({ file, text, at, fix });
  if (!edit) return undefined;
  return withEdit(text, edit).slice(head.length);
}
const withoutBias: Fix = { kind: 'withoutBias' };
const initializer: Fix = { kind: 'initializer' };
const shapes = (a: (number | null)[], b: (number | null)[]): Fix => ({
  kind: 'projection',
  shapes: [a, b],
});

describe('another activation', () => {
  const activation = (name: string): Fix => ({ kind: 'activation', activation: name });

  it('takes the place of the one at the layer, or is added', () => {
    expect(fixed("tf.layers.§dense({ units: 3, activation: 'relu' })", activation('softmax'))).toBe(
      "tf.layers.dense({ units: 3, activation: 'softmax' })",
    );
    expect(fixed('tf.layers.§conv2d({ filters: 3 })', activation('relu'))).toBe(
      "tf.layers.conv2d({ filters: 3, activation: 'relu' })",
    );
    expect(fixed("tf.layers.§activation({ activation: 'tanh' })", activation('linear'))).toBe(
      "tf.layers.activation({ activation: 'linear' })",
    );
  });

  it('is not offered where it is there already, computed elsewhere, or the layer has none', () => {
    expect(fixed("tf.layers.§dense({ activation: 'relu' })", activation('relu'))).toBeUndefined();
    expect(fixed('tf.layers.§dense({ units: 3 })', activation('linear'))).toBeUndefined();
    expect(fixed('tf.layers.§dense({ units, ...rest })', activation('relu'))).toBeUndefined();
    expect(fixed('tf.layers.§dense(options)', activation('relu'))).toBeUndefined();
    expect(fixed('tf.layers.§flatten({})', activation('relu'))).toBeUndefined();
  });
});

describe('removing a bias', () => {
  it('adds the option after the others', () => {
    expect(fixed("tf.layers.§conv2d({ filters, padding: 'same' }).apply(x)", withoutBias)).toBe(
      "tf.layers.conv2d({ filters, padding: 'same', useBias: false }).apply(x)",
    );
  });

  it('writes it on a line of its own where the others are', () => {
    expect(fixed('tf.layers.§dense({\n  units: 4,\n  // wide\n});', withoutBias)).toBe(
      'tf.layers.dense({\n  units: 4,\n  useBias: false,\n  // wide\n});',
    );
    expect(fixed('tf.layers.§dense({\n  units: 4\n});', withoutBias)).toBe(
      'tf.layers.dense({\n  units: 4,\n  useBias: false\n});',
    );
  });

  it('changes what is said already', () => {
    expect(fixed('tf.layers.§dense({ useBias: true, units: 4 })', withoutBias)).toBe(
      'tf.layers.dense({ useBias: false, units: 4 })',
    );
    expect(fixed('tf.layers.§dense({ useBias, units: 4 })', withoutBias)).toBe(
      'tf.layers.dense({ useBias: false, units: 4 })',
    );
  });

  it('is not offered where it would change nothing, or where the options are made elsewhere', () => {
    expect(fixed('tf.layers.§dense({ units: 4, useBias: false })', withoutBias)).toBeUndefined();
    expect(fixed('tf.layers.§dense(options)', withoutBias)).toBeUndefined();
    expect(fixed('tf.layers.§dropout({ rate: 0.5 })', withoutBias)).toBeUndefined();
    expect(fixed('other.layers.§dense({ units: 4 })', withoutBias)).toBeUndefined();
  });

  it('takes the only layer of a line, and none where several could be meant', () => {
    expect(fixed('§  const a = tf.layers.dense({ units: 1 });', withoutBias)).toContain('useBias');
    const two = '§f(tf.layers.dense({ units: 1 }), tf.layers.dense({ units: 2 }));';
    expect(fixed(two, withoutBias)).toBeUndefined();
  });
});

describe('replacing an initializer', () => {
  it('follows the activation at the layer', () => {
    expect(fixed("tf.layers.§dense({ units: 4, activation: 'relu' })", initializer)).toBe(
      "tf.layers.dense({ units: 4, activation: 'relu', kernelInitializer: 'heNormal' })",
    );
    const wild = "tf.layers.§dense({ kernelInitializer: 'randomNormal', activation: 'tanh' })";
    expect(fixed(wild, initializer)).toBe(
      "tf.layers.dense({ kernelInitializer: 'glorotNormal', activation: 'tanh' })",
    );
    const made =
      "tf.layers.§dense({ kernelInitializer: tf.initializers.zeros(), activation: 'relu' })";
    expect(fixed(made, initializer)).toContain("kernelInitializer: 'heNormal', activation");
  });

  it('is not offered where the activation is elsewhere or the initializer is right', () => {
    expect(fixed('tf.layers.§dense({ units: 4 })', initializer)).toBeUndefined();
    expect(fixed("tf.layers.§dense({ activation: 'sigmoid' })", initializer)).toBeUndefined();
    expect(fixed('tf.layers.§dense({ activation })', initializer)).toBeUndefined();
    const odd = "tf.layers.§dense({ units: 4, activation: 'constructor' })";
    expect(fixed(odd, initializer)).toBeUndefined();
  });
});

describe('projecting a branch of an addition', () => {
  it('brings the higher resolution down to the lower', () => {
    const fix = shapes([null, 16, 16, 32], [null, 32, 32, 16]);
    expect(fixed('const y = tf.layers.add().§apply([body, x]);', fix)).toBe(
      "const y = tf.layers.add().apply([body, tf.layers.conv2d({ filters: 32, kernelSize: 1, strides: 2, padding: 'same' }).apply(x) as tf.SymbolicTensor]);",
    );
  });

  it('widens the narrower branch of equal resolution, by the rank', () => {
    expect(fixed('tf.layers.add().§apply([x, body])', shapes([null, 8], [null, 4]), 'a.js')).toBe(
      'tf.layers.add().apply([x, tf.layers.dense({ units: 8 }).apply(body)])',
    );
    const series = shapes([null, 10, 4], [null, 10, 8]);
    expect(fixed('tf.layers.add().§apply([f(x), b])', series, 'a.js')).toBe(
      "tf.layers.add().apply([tf.layers.conv1d({ filters: 8, kernelSize: 1, strides: 1, padding: 'same' }).apply(f(x)), b])",
    );
  });

  it('is written in the words of the function around it, as numbers only where it has none', () => {
    const all = (marked: string): string[] => {
      const text = head + marked.replace('§', '');
      const before = (head + marked).slice(0, (head + marked).indexOf('§')).split('\n');
      const at = { line: before.length, column: before.at(-1)!.length + 1 };
      const fix = shapes([null, 16, 16, 64], [null, 32, 32, 16]);
      return proposeEdits({ file: 'a.js', text, at, fix }).map((edit) =>
        /\{ (.*), kernelSize: 1, (.*), padding/
          .exec(edit.replacements[0]!.text)!
          .slice(1)
          .join(' ; '),
      );
    };
    const block = (signature: string, body: string) =>
      `${signature} {\n${body}\n  return tf.layers.add().§apply([y, x]);\n}`;
    expect(
      all(
        block(
          'function bottleneck(x, filters, strides)',
          'const kernel = 3; let y = conv(x, filters, kernel, strides); y = conv(y, filters * 4, 1, 1);',
        ),
      ),
    ).toEqual([
      'filters: filters * 4 ; strides',
      'filters: filters * 4 ; strides: 2',
      'filters ; strides',
      'filters ; strides: 2',
      'filters: 64 ; strides: 2',
    ]);
    expect(
      all(
        block(
          'const block = ({ x, width })  =>',
          'const inner = () => { const hidden = 3; return hidden; };\nconst y = tf.layers.conv2d({ filters: width, strides: 2 }).apply(tf.layers.conv2d({ filters: inner() }).apply(x));',
        ),
      ),
    ).toEqual(['filters: width ; strides: 2', 'filters: 64 ; strides: 2']);
    expect(all('const y = conv(x, filters, 2); tf.layers.add().§apply([y, x]);')).toEqual([
      'filters: 64 ; strides: 2',
    ]);
  });

  it('finds the branches through casts', () => {
    const text = 'tf.layers.add().§apply([x, body] as tf.SymbolicTensor[])';
    expect(fixed(text, shapes([null, 8], [null, 4]))).toContain(
      '.apply(body) as tf.SymbolicTensor] as tf.SymbolicTensor[])',
    );
  });

  it('is not offered where no projection fits, or the branches are not written out', () => {
    const uneven = shapes([null, 30, 32, 8], [null, 15, 15, 8]);
    expect(fixed('tf.layers.add().§apply([a, b])', uneven)).toBeUndefined();
    const ranks = shapes([null, 8], [null, 4, 8]);
    expect(fixed('tf.layers.add().§apply([a, b])', ranks)).toBeUndefined();
    const unknown = shapes([null, null, 8, 8], [null, 4, 4, 8]);
    expect(fixed('tf.layers.add().§apply([a, b])', unknown)).toBeUndefined();
    const plain = shapes([null, 8], [null, 4]);
    expect(fixed('tf.layers.add().§apply(branches)', plain)).toBeUndefined();
    expect(fixed('tf.layers.add().§apply([a, ...rest])', plain)).toBeUndefined();
    expect(fixed('tf.layers.concatenate().§apply([a, b])', plain)).toBeUndefined();
  });
});

const isValid = (text: string): boolean =>
  ts.transpileModule(text, { reportDiagnostics: true }).diagnostics?.length === 0;

/** Texts of all calls of layers, without the one that is changed. */
function otherCalls(text: string, marker: string): string[] {
  return [...text.matchAll(/tf\.layers\.\w+\([^()]*\)/g)]
    .map(([call]) => call)
    .filter((call) => !call.includes(marker));
}

describe('every offered edit', () => {
  const option = fc.constantFrom(
    'units: 4',
    'useBias: true',
    'useBias',
    "activation: 'relu'",
    "'activation': 'tanh'",
    'kernelInitializer: init',
    '...common',
    'name: `a${i}`',
    '[key]: 1',
  );
  const gap = fc.constantFrom(' ', '\n    ', '\r\n\t', ' /* note */ ', ' // note\n  ');
  const options = fc
    .tuple(fc.uniqueArray(option, { maxLength: 6 }), gap, fc.boolean())
    .map(([all, space, comma]) => {
      const list = all.join(`,${space}`);
      return all.length === 0 ? '{}' : `{${space}${list}${comma ? ',' : ''}${space}}`;
    });

  it('leaves a text that parses, and every other layer as it was', () => {
    fc.assert(
      fc.property(
        options,
        options,
        fc.constantFrom(withoutBias, initializer),
        (mine, other, fix) => {
          const marker = `target${mine.length}`;
          const text = `f(tf.layers.dense(${other}));\ng(tf.layers.§conv2d(/*${marker}*/ ${mine}));\n`;
          fc.pre(isValid(head + text.replace('§', '')));
          const after = fixed(text, fix);
          if (after === undefined) return;
          expect(isValid(head + after)).toBe(true);
          expect(otherCalls(after, marker)).toEqual(otherCalls(text.replace('§', ''), marker));
          // It is done: the same fix is not offered again.
          expect(fixed(after.replace('.conv2d', '.§conv2d'), fix)).toBeUndefined();
        },
      ),
    );
  });
});
