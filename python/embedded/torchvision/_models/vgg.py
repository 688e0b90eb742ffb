"""VGG (Simonyan and Zisserman 2015)."""
import torch
from torch import nn

from .weights import builder

__all__ = ['VGG', 'make_layers', 'cfgs', 'vgg11', 'vgg11_bn', 'vgg13', 'vgg13_bn', 'vgg16', 'vgg16_bn', 'vgg19', 'vgg19_bn']

cfgs = {letter: [entry for width, count in zip((64, 128, 256, 512, 512), counts) for entry in [width] * count + ['M']]
        for letter, counts in (('A', (1, 1, 2, 2, 2)), ('B', (2, 2, 2, 2, 2)), ('D', (2, 2, 3, 3, 3)), ('E', (2, 2, 4, 4, 4)))}


class VGG(nn.Module):
    def __init__(self, features, num_classes=1000, init_weights=True, dropout=0.5):
        super().__init__()
        self.features = features
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, 4096), nn.ReLU(True), nn.Dropout(p=dropout), nn.Linear(4096, 4096), nn.ReLU(True), nn.Dropout(p=dropout),
            nn.Linear(4096, num_classes))
        for module in self.modules() if init_weights else ():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode='fan_out', nonlinearity='relu')
                nn.init.constant_(module.bias, 0)
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, 0, 0.01)
                nn.init.constant_(module.bias, 0)

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


def make_layers(cfg, batch_norm=False):
    layers, width = [], 3
    for entry in cfg:
        if entry == 'M':
            layers.append(nn.MaxPool2d(kernel_size=2, stride=2))
            continue
        layers.append(nn.Conv2d(width, entry, kernel_size=3, padding=1))
        layers += [nn.BatchNorm2d(entry), nn.ReLU(inplace=True)] if batch_norm else [nn.ReLU(inplace=True)]
        width = entry
    return nn.Sequential(*layers)


def made(letter, batch_norm, **kwargs):
    return VGG(make_layers(cfgs[letter], batch_norm), **kwargs)


for _depth, _letter in ((11, 'A'), (13, 'B'), (16, 'D'), (19, 'E')):
    globals()['vgg%d' % _depth] = builder('vgg%d' % _depth, made, letter=_letter, batch_norm=False)
    globals()['vgg%d_bn' % _depth] = builder('vgg%d_bn' % _depth, made, letter=_letter, batch_norm=True)
