import { describe, expect, it } from 'vitest';
import { findSites } from '../../../src/detection/languages/languages';

const torch = 'import torch\nfrom torch import nn\n';
const keras = 'from tensorflow import keras\nfrom tensorflow.keras import layers\n';
const forward = '    def forward(self, x):\n        return x\n';

const named = (text: string, file = 'net.py') =>
  findSites(text, file).map(({ name, pattern, framework }) => `${framework} ${pattern} ${name}`);

describe('a definition in PyTorch', () => {
  it('is a class that extends Module, however that is imported', () => {
    for (const [head, base] of [
      ['import torch.nn as nn', 'nn.Module'],
      ['import torch', 'torch.nn.Module'],
      ['from torch.nn import Module', 'Module'],
      ['from torch.nn import *', 'Module'],
      ['from torch.nn import Module as M', 'M'],
      ['import pytorch_lightning as pl', 'pl.LightningModule'],
      ['from mmengine.model import BaseModule\nimport torch', 'BaseModule'],
    ]) {
      expect(named(`${head}\nclass Net(${base}):\n${forward}`), head).toEqual(['torch class Net']);
    }
  });

  it('is a class that extends one of the file, of the workspace or of a container', () => {
    const text = `${torch}from .blocks import Base
class A(nn.Module):
${forward}
class B(A): pass
class C(nn.Sequential):
    def __init__(self, width): super().__init__(nn.Linear(width, width))
class D(Base):
${forward}`;
    expect(named(text)).toEqual(['A', 'B', 'C', 'D'].map((name) => `torch class ${name}`));
  });

  it('is no loss, no function of autograd, no data set and no class without a forward pass', () => {
    const text = `${torch}from torch.utils.data import Dataset
class Abstract(nn.Module):
    pass
class FocalLoss(nn.Module):
${forward}
class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x
class Images(Dataset):
${forward}
class Plain:
${forward}`;
    expect(named(text)).toEqual([]);
  });

  it('is a loss that has layers of its own', () => {
    const text = `${torch}class ContentLoss(nn.Module):
    def __init__(self): self.features = nn.Conv2d(3, 8, 3)
${forward}`;
    expect(named(text)).toEqual(['torch class ContentLoss']);
  });

  it('is a function that returns a model, directly, through a variable or through another factory', () => {
    const text = `${torch}class Net(nn.Module):
${forward}
def small(): return Net()
def moved(device):
    net = Net()
    net.apply(init)
    return net.to(device)
def parallel(): return nn.DataParallel(Net())
def outer(): return small()
def stack(width): return nn.Sequential(nn.Linear(width, width), nn.ReLU())
def one(): return nn.Linear(2, 2)
def test():
    net = Net()
    print(net(x))`;
    expect(named(text)).toEqual([
      'torch class Net',
      'torch factory small',
      'torch factory moved',
      'torch factory parallel',
      'torch factory outer',
      'torch factory stack',
    ]);
  });

  it('is a model of the module, and not the one that a program makes of a class of its file', () => {
    const text = `${torch}from torchvision import models
class Net(nn.Module):
${forward}
model = Net().to('cuda')
backbone = models.resnet18(weights=None)
mlp: nn.Module = nn.Sequential(nn.Linear(2, 2))
if __name__ == '__main__':
    net = Net()
    head = nn.Sequential(nn.Linear(2, 2))`;
    expect(named(text)).toEqual([
      'torch class Net',
      ...['model', 'backbone', 'mlp', 'head'].map((name) => `torch topLevel ${name}`),
    ]);
  });

  it('is a model of another file that this one trains', () => {
    const text = `${torch}from model import Net, Config\nnet = Net(3)\nconfig = Config()\noptimizer = torch.optim.SGD(net.parameters(), lr=0.1)`;
    expect(named(text)).toEqual(['torch topLevel net']);
  });

  it('is no method that a module makes its parts with', () => {
    const text = `${torch}class Net(nn.Module):
    def _make_layer(self): return nn.Sequential(nn.Linear(2, 2))
${forward}
class Builder:
    def build(self, width): return nn.Sequential(nn.Linear(width, width))`;
    expect(named(text)).toEqual(['torch class Net', 'torch method Builder.build']);
  });
});

describe('a definition in Keras', () => {
  it('is a function that returns a functional or sequential model', () => {
    const text = `${keras}from keras.models import Model, Sequential
def unet(size=128):
    inputs = keras.Input((size, size, 1))
    return keras.Model(inputs, inputs)
def mlp():
    model = Sequential()
    model.add(layers.Dense(3))
    return model
def both():
    encoder = Model(a, b)
    return encoder, Model(a, c)`;
    expect(named(text)).toEqual(['unet', 'mlp', 'both'].map((name) => `keras factory ${name}`));
  });

  it('is a model at the top of a module, a subclassed model, and a function that trains what it makes', () => {
    const text = `${keras}model = keras.Sequential([layers.Dense(1)])
class Block(layers.Layer):
    def call(self, x): return x
class Net(keras.Model):
    def call(self, x): return x
def train(data):
    net = keras.Sequential([layers.Dense(1)])
    net.fit(data)`;
    expect(named(text)).toEqual(['keras topLevel model', 'keras class Net', 'keras local train']);
  });
});

describe('what a definition tells', () => {
  it('is its place and its parameters, without the object, variadic ones and marks', () => {
    const text = `${torch}@register
class Net(nn.Module):
    def __init__(self, width, depth: int = 3, *, rate: float, norm=nn.BatchNorm2d, scale=1., **rest):
        super().__init__()
${forward}`;
    const [site] = findSites(text, 'net.py');
    expect(site?.range.start).toEqual({ line: 4, column: 1 });
    expect(site?.parameters).toEqual([
      { name: 'width' },
      { name: 'depth', type: 'int', default: '3' },
      { name: 'rate', type: 'float' },
      { name: 'norm', default: 'nn.BatchNorm2d' },
      { name: 'scale', default: '1.' },
    ]);
    expect(site?.needs).toEqual(['width', 'rate']);
  });

  it('takes the arguments of the class that it extends', () => {
    const text = `${torch}class A(nn.Module):
    def __init__(self, width): pass
${forward}
class B(A): pass`;
    expect(findSites(text, 'net.py').map(({ needs }) => needs)).toEqual([['width'], ['width']]);
  });

  it('numbers definitions of one name', () => {
    const text = `${keras}model = keras.Sequential()\nmodel = keras.Sequential()\n`;
    expect(findSites(text, 'a.py').map(({ name }) => name)).toEqual(['model', 'model~2']);
  });
});

describe('half-typed Python', () => {
  const whole = `${torch}class A(nn.Module):\n${forward}\nclass B(nn.Module):\n${forward}`;

  it.each(['x = f(', 'class C(nn.', 'def g(a, b=', 'if x:', '"""text', 'y = [1, 2'])(
    'keeps the definitions before %s',
    (typed) => {
      expect(named(`${whole}\n${typed}`).slice(0, 2)).toEqual(['torch class A', 'torch class B']);
    },
  );

  it('keeps the definitions after a call that is not closed', () => {
    expect(
      named(`${torch}class A(nn.Module):
    def __init__(self):
        self.a = nn.Linear(2,
${forward}
class B(nn.Module):
${forward}`),
    ).toContain('torch class B');
  });

  it('never throws on any beginning of a text', () => {
    for (let end = 0; end < whole.length; end += 3) findSites(whole.slice(0, end), 'a.py');
  });
});

describe('a notebook', () => {
  const cell = (kind: string, source: string | string[]) => ({ cell_type: kind, source });
  const notebook = (...cells: object[]) => JSON.stringify({ cells, nbformat: 4 }, null, 1);

  it('has the definitions of its code cells, at their lines of the file', () => {
    const text = notebook(
      cell('markdown', ['class No(nn.Module):\n', '    def forward(self, x): pass']),
      cell('code', [
        '%matplotlib inline\n',
        '!pip install torch\n',
        'import torch.nn as nn\n',
        'nn.Module?',
      ]),
      cell('code', '%%bash\nclass No(nn.Module): {'),
      cell('code', ['%%time\n', 'class "Net\n'.replace('"', ''), '    pass']),
      cell('code', [
        'class Net(nn.Module):\n',
        "    name = 'a\\u00e9'\n",
        '    def forward(self, x):\n',
        '        return x',
      ]),
    );
    const [site, ...rest] = findSites(text, 'a.ipynb');
    expect(rest).toEqual([]);
    expect(site?.name).toBe('Net');
    const line = text.split('\n')[(site?.range.start.line ?? 0) - 1];
    expect(line?.slice((site?.range.start.column ?? 0) - 1)).toBe('class Net(nn.Module):\\n",');
  });

  it('has none where it is not a notebook, or half-typed', () => {
    expect(findSites('{"cells": [], "torch": 1}', 'a.ipynb')).toEqual([]);
    expect(findSites('import torch', 'a.ipynb')).toEqual([]);
    expect(
      findSites('{"cells": [{"cell_type": "code", "source": ["import torch', 'a.ipynb'),
    ).toEqual([]);
  });
});

describe('what a definition needs', () => {
  const needsOf = (text: string): unknown =>
    Object.fromEntries(findSites(text, 'net.py').map(({ name, needs }) => [name, needs]));
  const block = `${torch}class Block(nn.Module):
    def __init__(self, width, scale=1): super().__init__()
${forward}`;

  it('is each parameter without a default where no call of the file gives it', () => {
    expect(needsOf(block)).toEqual({ Block: ['width'] });
    expect(needsOf(`${block}x: Block\n`)).toEqual({ Block: ['width'] });
  });

  it('is nothing where the file makes it, or hands it to what makes it', () => {
    for (const use of ['net = Block(8)', 'stage = make(Block, 3)', 'stage = make(block=Block)']) {
      expect(needsOf(`${block}${use}\n`), use).toMatchObject({ Block: [] });
    }
  });
});
