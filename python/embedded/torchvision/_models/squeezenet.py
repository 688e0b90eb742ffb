"""SqueezeNet (Iandola 2016)."""
import torch
from torch import nn

from .weights import builder

__all__ = ['SqueezeNet', 'squeezenet1_0', 'squeezenet1_1']


class Fire(nn.Module):
    def __init__(self, inplanes, squeeze_planes, expand1x1_planes, expand3x3_planes):
        super().__init__()
        self.inplanes = inplanes
        self.squeeze = nn.Conv2d(inplanes, squeeze_planes, kernel_size=1)
        self.squeeze_activation = nn.ReLU(inplace=True)
        self.expand1x1 = nn.Conv2d(squeeze_planes, expand1x1_planes, kernel_size=1)
        self.expand1x1_activation = nn.ReLU(inplace=True)
        self.expand3x3 = nn.Conv2d(squeeze_planes, expand3x3_planes, kernel_size=3, padding=1)
        self.expand3x3_activation = nn.ReLU(inplace=True)

    def forward(self, x):
        narrow = self.squeeze_activation(self.squeeze(x))
        return torch.cat([self.expand1x1_activation(self.expand1x1(narrow)), self.expand3x3_activation(self.expand3x3(narrow))], 1)


# The first convolution's width and kernel; then the squeezed width of each fire, or a pooling.
LAYERS = {'1_0': (96, 7, ('pool', 16, 16, 32, 'pool', 32, 48, 48, 64, 'pool', 64)),
          '1_1': (64, 3, ('pool', 16, 16, 'pool', 32, 32, 'pool', 48, 48, 64, 64))}


def layers_of(version):
    if version not in LAYERS:
        raise ValueError('Unsupported SqueezeNet version %s: 1_0 or 1_1 expected' % version)
    width, kernel, entries = LAYERS[version]
    yield nn.Conv2d(3, width, kernel_size=kernel, stride=2)
    yield nn.ReLU(inplace=True)
    for entry in entries:
        if entry == 'pool':
            yield nn.MaxPool2d(kernel_size=3, stride=2, ceil_mode=True)
            continue
        yield Fire(width, entry, 4 * entry, 4 * entry)
        width = 8 * entry


class SqueezeNet(nn.Module):
    def __init__(self, version='1_0', num_classes=1000, dropout=0.5):
        super().__init__()
        self.num_classes = num_classes
        self.features = nn.Sequential(*layers_of(version))
        last = nn.Conv2d(512, num_classes, kernel_size=1)
        self.classifier = nn.Sequential(nn.Dropout(p=dropout), last, nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d((1, 1)))
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                if module is last:
                    nn.init.normal_(module.weight, mean=0.0, std=0.01)
                else:
                    nn.init.kaiming_uniform_(module.weight)
                nn.init.constant_(module.bias, 0)

    def forward(self, x):
        return torch.flatten(self.classifier(self.features(x)), 1)


squeezenet1_0 = builder('squeezenet1_0', SqueezeNet, version='1_0')
squeezenet1_1 = builder('squeezenet1_1', SqueezeNet, version='1_1')
