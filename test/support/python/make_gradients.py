"""Writes test/fixtures/torchGradients.json.gz: the norm of ∂L/∂x on every edge of small networks, as real torch computes it.

python test/support/python/make_gradients.py

`smooth` networks have no switch that could flip; `real` ones have ReLU and max pooling, and several draws of weights. Weights,
inputs and targets are computed from their positions (`drawn`), so that none is kept.
"""
import gzip
import json
import math
import os
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', 'python', 'interpreter'))
from support import every_edge, helper, record, setup_of, torch  # noqa: E402

PARTS = '''
ACT, POOL = %s

def conv(a, b, kernel=3, stride=1, groups=1):
    return nn.Sequential(nn.Conv2d(a, b, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(b))
'''
RESIDUAL = PARTS + '''
class Block(nn.Module):
    def __init__(self, a, b, stride):
        super().__init__()
        self.one, self.two = conv(a, b, 3, stride), conv(b, b)
        self.down = conv(a, b, 1, stride) if stride != 1 or a != b else None
    def forward(self, x):
        identity = x if self.down is None else self.down(x)
        out = self.two(ACT(self.one(x)))
        out += identity
        return ACT(out)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv(3, 8, 7, 2)
        widths = [(8, 8, 1), (8, 8, 1), (8, 16, 2), (16, 16, 1), (16, 32, 2), (32, 32, 1)]
        self.layers = nn.Sequential(*[Block(*each) for each in widths])
        self.fc = nn.Linear(32, 5)
    def forward(self, x: torch.Tensor):
        x = self.layers(POOL(ACT(self.stem(x)), 3, 2, 1))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, (1, 1)), 1))
'''
INVERTED = PARTS + '''
class Inverted(nn.Module):
    def __init__(self, a, b, stride):
        super().__init__()
        self.expand, self.depth, self.project = conv(a, 4 * a, 1), conv(4 * a, 4 * a, 3, stride, 4 * a), conv(4 * a, b, 1)
        self.squeeze, self.excite = nn.Conv2d(4 * a, 4, 1), nn.Conv2d(4, 4 * a, 1)
    def forward(self, x):
        y = ACT(self.depth(ACT(self.expand(x))))
        y = y * torch.sigmoid(self.excite(ACT(self.squeeze(F.adaptive_avg_pool2d(y, 1)))))
        y = self.project(y)
        return x + y if x.shape == y.shape else y

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv(3, 8, 3, 2)
        self.layers = nn.Sequential(*[Inverted(*each) for each in [(8, 8, 1), (8, 12, 2), (12, 12, 1), (12, 16, 2), (16, 16, 1)]])
        self.fc = nn.Linear(16, 5)
    def forward(self, x: torch.Tensor):
        return self.fc(self.layers(ACT(self.stem(x))).mean((2, 3)))
'''
DENSE = PARTS + '''
class Layer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm, self.conv = nn.BatchNorm2d(width), nn.Conv2d(width, 6, 3, padding=1, bias=False)
    def forward(self, x):
        return torch.cat([x, self.conv(ACT(self.norm(x)))], 1)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv(3, 8)
        self.one = nn.Sequential(*[Layer(8 + 6 * at) for at in range(3)])
        self.between = nn.Conv2d(26, 12, 1)
        self.two = nn.Sequential(*[Layer(12 + 6 * at) for at in range(3)])
        self.fc = nn.Linear(30, 5)
    def forward(self, x: torch.Tensor):
        x = POOL(self.between(self.one(POOL(ACT(self.stem(x)), 2, 2, 0))), 2, 2, 0)
        return self.fc(self.two(x).mean((2, 3)))
'''
UNET = PARTS + '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = conv(3, 8), conv(8, 16), conv(16, 32)
        self.up2, self.d = nn.ConvTranspose2d(32, 16, 2, stride=2), conv(32, 16)
        self.up1, self.e = nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True), conv(24, 8)
        self.out = nn.Conv2d(8, 2, 1)
    def forward(self, x: torch.Tensor):
        a = ACT(self.a(x))
        b = ACT(self.b(POOL(a, 2, 2, 0)))
        c = ACT(self.c(POOL(b, 2, 2, 0)))
        d = ACT(self.d(torch.cat([b, self.up2(c)], 1)))
        return self.out(ACT(self.e(torch.cat([a, self.up1(d)], 1))))
'''
ENCODER = '''
class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(16, 4, batch_first=True)
        self.one, self.two, self.up, self.down = nn.LayerNorm(16), nn.LayerNorm(16), nn.Linear(16, 32), nn.Linear(32, 16)
    def forward(self, x):
        y = self.one(x)
        x = x + self.attention(y, y, y)[0]
        return x + self.down(F.gelu(self.up(self.two(x))))

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inside, self.norm, self.fc = nn.Linear(6, 16), nn.LayerNorm(16), nn.Linear(16, 5)
        self.layers = nn.ModuleList([Layer() for _ in range(3)])
    def forward(self, x: torch.Tensor):
        x = self.inside(x)
        for layer in self.layers:
            x = layer(x)
        return self.fc(self.norm(x).mean(1))
'''
RECURRENT = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(6, 8, 2, batch_first=True, bidirectional=True)
        self.gru, self.fc = nn.GRU(16, 8, batch_first=True), nn.Linear(8, 5)
    def forward(self, x: torch.Tensor):
        x, _ = self.lstm(x)
        x, _ = self.gru(x)
        return self.fc(x[:, -1])
'''
SMOOTH, REAL = 'F.silu, F.avg_pool2d', 'F.relu, F.max_pool2d'
PICTURE, SEQUENCE = [3, 32, 32], [7, 6]
NETWORKS = [(name, kind, source % (SMOOTH if kind == 'smooth' else REAL), PICTURE)
            for name, source in (('residual', RESIDUAL), ('inverted', INVERTED), ('dense', DENSE), ('unet', UNET)) for kind in ('smooth', 'real')]
NETWORKS += [('encoder', 'smooth', ENCODER, SEQUENCE), ('recurrent', 'smooth', RECURRENT, SEQUENCE)]
# No other file is searched for what it tells of the network.
EMPTY = tempfile.mkdtemp()
BATCH, SEEDS = 4, {'smooth': 1, 'real': 5}
INPUT, TARGET = 100001, 100003


def drawn(count, which, seed):
    """Numbers from −1 to 1, by position: `drawn` of test/engine/tfjs/torchOps/gradients.test.ts."""
    with np.errstate(over='ignore'):
        bits = (np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x9E3779B1)) ^ (np.uint32(which + 1) * np.uint32(0x85EBCA6B)) ^ (
            np.uint32(seed + 1) * np.uint32(0xC2B2AE35))
        bits ^= bits >> np.uint32(15)
        bits *= np.uint32(0x2C1B3C6D)
        bits ^= bits >> np.uint32(12)
        bits *= np.uint32(0x297A2D39)
        bits ^= bits >> np.uint32(15)
    return bits.astype(np.float64) / 2 ** 32 * 2 - 1


def weight(shape, which, seed):
    """A matrix or kernel keeps the size of a signal; a vector that scales lies around 1, as its slot tells the test."""
    values = drawn(math.prod(shape), which, seed)
    return values * math.sqrt(3 / max(1, math.prod(shape[1:]))) if len(shape) > 1 else values * 0.1


def filled(shape, which, seed):
    return torch.tensor(drawn(math.prod(shape), which, seed), dtype=torch.float32).reshape(shape)


def gradients(recording, seed, shape):
    trainer = helper.prepared.start(0, setup_of(recording))
    with torch.no_grad():
        named = dict(trainer.entry.named_parameters())
        for at, one in enumerate(recording['parameters']):
            if one['isBuffer']:
                continue
            values = weight(one['shape'], at, seed)
            if len(one['shape']) == 1 and one['name'].endswith('weight'):
                values = values + 1
            named[one['name']].copy_(torch.tensor(values, dtype=torch.float32).reshape(one['shape']))
    x = filled([BATCH, *shape], INPUT, seed)
    (told,) = trainer.forward([x], every_edge(recording))
    readings = trainer.step([filled(told, TARGET, seed)], False)
    assert readings['differsAt'] is None
    norms = {key[1]: float(scale) * math.sqrt(float(squares)) for key, (scale, squares) in (
        (key, value) for key, value in readings['readings'].items() if key[0] == 'edge')}
    loss = float(readings['readings'][('loss',)][0])
    helper.prepared.close()
    return {'loss': loss, 'edges': [[*edge, float('%.9g' % norm)] for edge, norm in sorted(norms.items())]}


def main():
    told = []
    for name, kind, source, shape in NETWORKS:
        answer = record(source, inputShapes=[shape], root=EMPTY)
        assert 'recording' in answer, answer
        recording = answer['recording']
        seeds = [gradients(recording, seed, shape) for seed in range(SEEDS[kind])]
        told.append({'name': name, 'kind': kind, 'input': [BATCH, *shape], 'recording': recording, 'seeds': seeds})
        print(name, kind, len(recording['nodes']), 'nodes', len(seeds[0]['edges']), 'edges', seeds[0]['loss'])
    with open(os.path.join(HERE, '..', '..', 'fixtures', 'torchGradients.json.gz'), 'wb') as file:
        file.write(gzip.compress(json.dumps(told, separators=(',', ':')).encode(), 9, mtime=0))


main()
