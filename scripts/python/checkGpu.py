"""Figures of ResNet-50 at batch 32 on the GPU of this machine: time and memory of a plain step and of a measured one."""
import os
import sys

sys.path.insert(0, os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'python')))
SOURCE = '''
import torch
import torch.nn as nn

class Bottleneck(nn.Module):
    def __init__(self, inner, width, stride=1):
        super().__init__()
        out = width * 4
        self.conv1, self.bn1 = nn.Conv2d(inner, width, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
        self.conv3, self.bn3 = nn.Conv2d(width, out, 1, bias=False), nn.BatchNorm2d(out)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = nn.Sequential()
        if stride != 1 or inner != out:
            self.shortcut = nn.Sequential(nn.Conv2d(inner, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        y += self.shortcut(x)
        return self.relu(y)

class ResNet50(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
        inner = 64
        for width, count, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
            for at in range(count):
                layers.append(Bottleneck(inner, width, stride if at == 0 else 1))
                inner = width * 4
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(2048, 1000)

    def forward(self, x):
        return self.head(self.body(x).mean((2, 3)))
'''
BATCH, ROUNDS = 32, 10


def main():
    try:
        import torch
    except ImportError:
        print('No GPU was checked: %s has no PyTorch.' % sys.executable)
        return
    if not torch.cuda.is_available():
        print('No GPU is here that PyTorch %s can use: nothing was measured.' % torch.__version__)
        return
    from skipscope.interpreter.helper import Helper
    helper = Helper()
    prepared = helper.ready()
    request = {'root': os.getcwd(), 'file': 'resnet50.py', 'text': SOURCE, 'site': 'ResNet50', 'arguments': {}, 'inputShapes': [[3, 224, 224]]}
    recording = prepared.record(request)['recording']
    nodes = recording['nodes']
    plan = {'edges': [[number, at] for number, node in enumerate(nodes) for at, one in enumerate(node['inputs']) if 'value' in one],
            'outputs': [], 'forks': [], 'activations': [[number, None] for number in range(len(nodes))]}
    setup = {'losses': [{'name': 'cross_entropy', 'output': 'out', 'classesFirst': False}], 'optimizer': {'name': 'sgd', 'learningRate': 0.01},
             'weights': [[one['name'], None] for one in recording['parameters'] if not one['isBuffer']]}
    trainer = prepared.start(0, setup)
    x, labels = torch.randn(BATCH, 3, 224, 224), torch.randint(0, 1000, (BATCH, 1))
    optimizer = torch.optim.SGD(trainer.entry.parameters(), lr=0.01)

    def plain():
        optimizer.zero_grad(set_to_none=True)
        torch.nn.functional.cross_entropy(trainer.entry(x.cuda()), labels.reshape(-1).cuda()).backward()
        optimizer.step()

    def measured():
        trainer.forward([x], plan)
        return trainer.step([labels], False)

    print('%s, PyTorch %s, ResNet-50, batch %d' % (torch.cuda.get_device_name(0), torch.__version__, BATCH))
    for name, run in (('plain step', plain), ('measured step', measured)):
        run()
        torch.cuda.reset_peak_memory_stats()
        begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        begin.record()
        for _ in range(ROUNDS):
            run()
        end.record()
        torch.cuda.synchronize()
        print('%-14s %.1f ms, %.2f GB' % (name, begin.elapsed_time(end) / ROUNDS, torch.cuda.max_memory_allocated() / 1e9))
    told = measured()['readings']
    print('%d of %d edges measured' % (sum(key[0] == 'edge' for key in told), len(plan['edges'])))


main()
