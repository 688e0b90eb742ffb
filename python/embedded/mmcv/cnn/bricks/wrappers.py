"""Layers of torch under mmcv's names; they differ for tensors without entries alone."""
from mmengine.registry import MODELS
from torch import nn


@MODELS.register_module('Conv', force=True)
class Conv2d(nn.Conv2d):
    pass


@MODELS.register_module('Conv3d', force=True)
class Conv3d(nn.Conv3d):
    pass


@MODELS.register_module()
@MODELS.register_module('deconv')
class ConvTranspose2d(nn.ConvTranspose2d):
    pass


@MODELS.register_module()
@MODELS.register_module('deconv3d')
class ConvTranspose3d(nn.ConvTranspose3d):
    pass


class MaxPool2d(nn.MaxPool2d):
    pass


class MaxPool3d(nn.MaxPool3d):
    pass


class Linear(nn.Linear):
    pass
