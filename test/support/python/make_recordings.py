"""Writes the recordings in test/fixtures/recordings with real torch and torchvision.

python test/support/python/make_recordings.py [NAME...]
"""

import gzip
import json
import os
import sys

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

# torchvision without its compiled operations defines functions over these.
LIBRARY = torch.library.Library('torchvision', 'DEF')
for name in ('nms', 'qnms'):
    LIBRARY.define(f'{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')

import torchvision  # noqa: E402
from torchvision import models  # noqa: E402

import networks  # noqa: E402
import record_torch  # noqa: E402

OUT = os.path.join(HERE, '..', '..', 'fixtures', 'recordings')
PACKAGES = os.path.dirname(os.path.dirname(torchvision.__file__))


def image(side, channels=3):
    return lambda batch: {'x': torch.randn(batch, channels, side, side)}


def tokens(length):
    return lambda batch: {'tokens': torch.zeros(batch, length, dtype=torch.long)}


def vision(name, side=224, **options):
    return (lambda: getattr(models, name)(weights=None, **options), image(side), PACKAGES)


def own(make, inputs):
    return (make, inputs, HERE)


RECORDINGS = {
    **{
        name: vision(name)
        for name in (
            'resnet18', 'resnet50', 'resnext50_32x4d', 'densenet121', 'mobilenet_v2', 'mobilenet_v3_large', 'convnext_tiny', 'swin_t',
            'vit_b_16', 'efficientnet_b0', 'shufflenet_v2_x1_0', 'regnet_x_400mf', 'regnet_y_400mf',
            'vgg11_bn', 'alexnet', 'squeezenet1_1', 'mnasnet1_0', 'wide_resnet50_2',
            'resnet34', 'vgg16', 'mobilenet_v3_small', 'regnet_x_800mf', 'shufflenet_v2_x0_5', 'mnasnet0_5',
        )
    },
    'googlenet': vision('googlenet', init_weights=False),
    'inception_v3': vision('inception_v3', 299, init_weights=False),
    'unet': own(networks.UNet, image(64)),
    'unet_bilinear': own(lambda: networks.UNet(bilinear=True), image(64)),
    'decoder': own(networks.Decoder, tokens(32)),
    'recurrent': own(networks.Recurrent, tokens(12)),
    'tokens': own(networks.Tokens, lambda batch: {'x': torch.randn(batch, 17, 8)}),
    'queries': own(networks.Queries, lambda batch: {'x': torch.randn(batch, 7, 8)}),
    'odd': own(networks.Odd, image(10, 4)),
}


def main(wanted):
    os.makedirs(OUT, exist_ok=True)
    record_torch.note_construction([PACKAGES, HERE])
    for name in wanted or RECORDINGS:
        make, inputs, root = RECORDINGS[name]
        try:
            recording = record_torch.record(name, make, inputs, root)
        except (NotImplementedError, RuntimeError) as error:
            print(name, 'on the CPU:', str(error).splitlines()[0])
            recording = record_torch.record(name, make, inputs, root, 'cpu')
        text = json.dumps(recording, separators=(',', ':'))
        with open(os.path.join(OUT, f'{name}.json.gz'), 'wb') as file:
            file.write(gzip.compress(text.encode(), 9, mtime=0))
        print(name, len(recording['nodes']), 'nodes', sorted({node['op'] for node in recording['nodes']}))


if __name__ == '__main__':
    main(sys.argv[1:])
