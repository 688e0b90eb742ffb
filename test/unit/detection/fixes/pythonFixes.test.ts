import { describe, expect, it } from 'vitest';
import { proposeEdits } from '../../../../src/detection/languages/languages';
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
  return (text.slice(0, edit.start) + edit.text + text.slice(edit.end)).slice(head.length);
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
