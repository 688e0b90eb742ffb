"""A convolution and the normalization behind it as one convolution."""
import torch
from torch import nn


def _fuse_conv_bn(conv, bn):
    bias = torch.zeros_like(bn.running_mean) if conv.bias is None else conv.bias
    factor = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    conv.weight = nn.Parameter(conv.weight * factor.reshape([conv.out_channels, 1, 1, 1]))
    conv.bias = nn.Parameter((bias - bn.running_mean) * factor + bn.bias)
    return conv


def fuse_conv_bn(module):
    """Replace each normalization behind a convolution among the children, at any depth, by an identity."""
    last = None
    for name, child in list(module.named_children()):
        if isinstance(child, (nn.modules.batchnorm._BatchNorm, nn.SyncBatchNorm)):
            if last is not None:
                module._modules[last] = _fuse_conv_bn(module._modules[last], child)
                module._modules[name] = nn.Identity()
                last = None
        elif isinstance(child, nn.Conv2d):
            last = name
        else:
            fuse_conv_bn(child)
    return module
