"""
Measure what following a training costs: processor time of a loop with a reading every 50 steps over that of the same loop without, and the size of
the file of a run of 1,000 layers over 10^6 steps. Prints one line each.
"""
import json
import os
import random
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.normpath(os.path.join(HERE, '..', '..', 'python')))

import skipscope  # noqa: E402
from skipscope.watching.run_file import RunFile  # noqa: E402

STEPS, EVERY, ROUNDS = 100, 50, 3
LAYERS, LONG = 1000, 1_000_000


def network(torch):
    torch.manual_seed(0)
    layers = [torch.nn.Conv2d(3, 32, 3, padding=1), torch.nn.ReLU()]
    for _ in range(8):
        layers += [torch.nn.Conv2d(32, 32, 3, padding=1), torch.nn.BatchNorm2d(32), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers, torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(32, 10))


def seconds(torch, path):
    """Of one loop, watched where a path is given."""
    model, x, y = network(torch), torch.randn(16, 3, 32, 32), torch.randint(0, 10, (16,))
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    watcher = skipscope.watch(model, every=EVERY, path=path) if path else None
    start = time.process_time()
    for _ in range(STEPS):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    spent = time.process_time() - start
    if watcher:
        watcher.close()
    return spent


def slowdown(folder):
    import torch
    torch.set_num_threads(1)
    plain, watched = float('inf'), float('inf')
    for at in range(ROUNDS):
        plain = min(plain, seconds(torch, None))
        watched = min(watched, seconds(torch, os.path.join(folder, '%d.jsonl' % at)))
    return {'plainMs': round(plain * 1000 / STEPS, 2), 'ratio': round(watched / plain, 3)}


def size(folder):
    path, names = os.path.join(folder, 'long.jsonl'), ['layer%d.conv' % at for at in range(LAYERS)]
    file, draw, start = RunFile(path, 'Net', names, names[:300]), random.Random(0), time.process_time()
    numbers = [[draw.random() * 10 ** draw.uniform(-8, 0) for _ in names] for _ in range(8)]
    most = 0
    for step in range(EVERY, LONG + 1, EVERY):
        file.add(step, draw.random(), gradient=numbers[step // EVERY % 8], update=numbers[step // EVERY % 7], dead=numbers[0][:300])
        most = max(most, file.size)
    file.close()
    with open(path, encoding='utf-8') as lines:
        steps = [json.loads(line)['step'] for at, line in enumerate(lines) if at]
    return {'layers': LAYERS, 'steps': LONG, 'mostMb': round(most / 1e6, 1), 'readings': len(steps), 'first': steps[0], 'last': steps[-1],
            'msPerReading': round((time.process_time() - start) / (LONG / EVERY) * 1000, 2)}


if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(slowdown(scratch)), flush=True)
        print(json.dumps(size(scratch)), flush=True)
