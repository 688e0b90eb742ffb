import { describe, expect, it } from 'vitest';
import { proposeEdits } from '../../../../src/detection/languages/languages';
import { withEdit } from '../../../../src/shared/model/applyEdit';
import type { Fix } from '../../../../src/shared/model/fix';

const head =
  'import torch\nfrom torch import nn\nimport torch.nn.functional as F\nfrom keras import layers\n';

/** The text after the fix at the marker `§`, which is taken out first; `undefined` where none is offered. */
function fixed(marked: string, fix: Fix, file = 'net.py'): string | undefined {
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

const net = (made: string, used: string): string =>
  `class Net(nn.Module):\n    def __init__(self):\n        ${made}\n    def forward(self, x):\n        ${used}\n`;

describe('removing a bias', () => {
  it('adds the argument where the layer is made', () => {
    expect(fixed('c = §nn.Conv2d(3, 8, 3)', withoutBias)).toBe(
      'c = nn.Conv2d(3, 8, 3, bias=False)',
    );
    expect(fixed('layers.§Dense(4)(x)', withoutBias)).toBe('layers.Dense(4, use_bias=False)(x)');
    expect(fixed('c = §nn.Conv2d(3, 8, 3, bias=True)', withoutBias)).toBe(
      'c = nn.Conv2d(3, 8, 3, bias=False)',
    );
  });

  it('finds the layer of the same class from the line that applies it', () => {
    const other = net('self.c = nn.Conv2d(1, 1, 1)', 'return self.c(x)');
    expect(
      fixed(other + net('self.c = nn.Conv2d(3, 8, 3)', 'return §self.c(x)'), withoutBias),
    ).toBe(other + net('self.c = nn.Conv2d(3, 8, 3, bias=False)', 'return self.c(x)'));
  });

  it('writes it on a line of its own where the others are', () => {
    expect(fixed('c = §nn.Conv2d(\n    3,\n    kernel_size=3,\n)', withoutBias)).toBe(
      'c = nn.Conv2d(\n    3,\n    kernel_size=3,\n    bias=False,\n)',
    );
  });

  it('is not offered where it changes nothing, where arguments are not seen, or in a notebook', () => {
    expect(fixed('c = §nn.Conv2d(3, 8, 3, bias=False)', withoutBias)).toBeUndefined();
    expect(fixed('c = §nn.Conv2d(*sizes, **options)', withoutBias)).toBeUndefined();
    expect(fixed('c = §nn.ReLU()', withoutBias)).toBeUndefined();
    expect(fixed('c = §F.conv2d(x, w)', withoutBias)).toBeUndefined();
    expect(fixed('§a, b = nn.Conv2d(1, 2, 3), nn.Conv2d(1, 2, 3)', withoutBias)).toBeUndefined();
    expect(fixed('c = §nn.Conv2d(3, 8, 3)', withoutBias, 'a.ipynb')).toBeUndefined();
  });
});

describe('an initializer that suits the activation', () => {
  it('is an argument in Keras', () => {
    expect(fixed("layers.§Dense(4, activation='relu')(x)", initializer)).toBe(
      "layers.Dense(4, activation='relu', kernel_initializer='he_normal')(x)",
    );
    expect(fixed('layers.§Dense(4)(x)', initializer)).toBeUndefined();
  });

  it('is a line after the layer in PyTorch, where the activation takes its result', () => {
    expect(fixed(net('self.a = nn.Linear(2, 2)', 'return F.relu(§self.a(x))'), initializer)).toBe(
      net(
        "self.a = nn.Linear(2, 2)\n        nn.init.kaiming_normal_(self.a.weight, nonlinearity='relu')",
        'return F.relu(self.a(x))',
      ),
    );
    expect(
      fixed(net('self.a = §nn.Linear(2, 2)', 'return self.a(x)'), initializer),
    ).toBeUndefined();
  });
});

const maps = (a: number[], b: number[], channelAxis?: number): Fix => ({
  kind: 'projection',
  shapes: [
    [null, ...a],
    [null, ...b],
  ],
  ...(channelAxis !== undefined && { channelAxis }),
});
const wider = maps([16, 16, 128], [32, 32, 64], 1);

/** A block whose shortcut lacks a projection, with a projection or without. */
const block = (signature: string, made: readonly string[], join: string): string =>
  [
    'class Block(nn.Module):',
    `    def __init__(self, ${signature}):`,
    '        super().__init__()',
    ...made.map((line) => `        ${line}`),
    '    def forward(self, x):',
    '        y = self.b(self.a(x))',
    `        ${join}`,
    '',
  ].join('\n');

describe('projecting a branch of a join', () => {
  const made = [
    'self.a = nn.Conv2d(inner, planes, 3, stride=stride, padding=1)',
    'self.b = nn.Conv2d(planes, planes, 3, padding=1)  # last',
    'self.apply(draw)',
  ];

  it('makes the layer in the words of the class, and nothing where a call of it needs none', () => {
    expect(fixed(block('inner, planes, stride=1', made, 'return F.relu(§y + x)'), wider)).toBe(
      block(
        'inner, planes, stride=1',
        [
          ...made.slice(0, 2),
          'self.projection = nn.Identity()',
          'if stride != 1 or inner != planes:',
          '    self.projection = nn.Conv2d(inner, planes, 1, stride=stride, bias=False)',
          made[2]!,
        ],
        'return F.relu(y + self.projection(x))',
      ),
    );
  });

  it('writes numbers where the class has no words', () => {
    const plain = ['self.a = nn.Linear(8, 4)', 'self.b = nn.Linear(4, 4)'];
    // A result that is added to is no branch that a call can be put around: the other one is narrowed.
    expect(fixed(block('depth', plain, '§y += x\n        return y'), maps([4], [8]))).toContain(
      'self.projection = nn.Linear(8, 4, bias=False)',
    );
    expect(fixed(block('depth', plain, '§y += (x)\n        return y'), maps([8], [4]))).toBe(
      block(
        'depth',
        [...plain, 'self.projection = nn.Linear(4, 8, bias=False)'],
        'y += self.projection(x)\n        return y',
      ),
    );
  });

  it('takes a dense layer for a sequence of vectors, which a convolution would take for channels', () => {
    const plain = ['self.a = nn.Linear(8, 4)', 'self.b = nn.Linear(4, 4)'];
    const after = fixed(block('', plain, 'return torch§.add(y, x)'), maps([9, 8], [9, 4]));
    expect(after).toBeUndefined();
    expect(fixed(block('', plain, 'return §torch.add(y, x)'), maps([9, 8], [9, 4]))).toContain(
      'self.projection = nn.Linear(4, 8, bias=False)',
    );
  });

  it('is put around the branch itself in a function of Keras', () => {
    const helper = (join: string): string =>
      `def block(x, filters, stride=1):\n    y = layers.Conv2D(filters, 3, strides=stride)(x)\n    return ${join}\n`;
    const shapes = maps([16, 16, 32], [32, 32, 16]);
    expect(fixed(helper('layers.ReLU()(§layers.Add()([y, x]))'), shapes)).toBe(
      helper(
        'layers.ReLU()(layers.Add()([y, layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)]))',
      ),
    );
    expect(fixed(helper('§y + x'), shapes)).toBe(
      helper('y + layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)'),
    );
  });

  it('is not offered where its place is not certain', () => {
    const words = 'inner, planes, stride=1';
    const at = (join: string, lines = made): string | undefined =>
      fixed(block(words, lines, join), wider);
    expect(at('return §y + x + y')).toBeUndefined();
    expect(at('return torch.cat(§[y, x])')).toBeUndefined();
    expect(at('return (lambda z: §y + z)(x)')).toBeUndefined();
    expect(at('return §y * x')).toBeUndefined();
    expect(at('return §y + x', ['build(self)'])).toBeUndefined();
    expect(at('return §y + x', [...made, 'self.projection = self.shortcut_projection = 1'])).toBe(
      undefined,
    );
    expect(fixed('def forward(y, x):\n    return §y + x\n', wider)).toBeUndefined();
    const bare = block(words, made, 'return §y + x').replace('__init__', 'build');
    expect(fixed(bare, wider)).toBeUndefined();
    // A map of torch that is not known to be one.
    expect(
      fixed(block(words, made, 'return §y + x'), maps([16, 16, 8], [32, 32, 4])),
    ).toBeUndefined();
  });

  it('leaves parameters alone that the class gives another value', () => {
    const rebound = ['planes = planes * 2', ...made];
    expect(fixed(block('inner, planes, stride', rebound, 'return §y + x'), wider)).toContain(
      'self.projection = nn.Conv2d(64, 128, 1, stride=2, bias=False)',
    );
  });
});
