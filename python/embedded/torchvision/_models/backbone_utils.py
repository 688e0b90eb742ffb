"""Backbones of detectors: a network up to its stages, and a pyramid over them (Lin 2017)."""
import warnings

from torch import nn

from .._ops.feature_pyramid_network import FeaturePyramidNetwork, LastLevelMaxPool
from .._ops.misc import FrozenBatchNorm2d
from . import resnet
from .utilities import IntermediateLayerGetter

__all__ = ['BackboneWithFPN', 'resnet_fpn_backbone']
STAGES = ('layer4', 'layer3', 'layer2', 'layer1', 'conv1')


class BackboneWithFPN(nn.Module):
    def __init__(self, backbone, return_layers, in_channels_list, out_channels, extra_blocks=None, norm_layer=None):
        super().__init__()
        self.body = IntermediateLayerGetter(backbone, return_layers=return_layers)
        self.fpn = FeaturePyramidNetwork(in_channels_list, out_channels, extra_blocks or LastLevelMaxPool(), norm_layer)
        self.out_channels = out_channels

    def forward(self, x):
        return self.fpn(self.body(x))


def resnet_fpn_backbone(backbone_name, weights=None, norm_layer=FrozenBatchNorm2d, trainable_layers=3, returned_layers=None, extra_blocks=None,
                        pretrained=None):
    """A ResNet by its name; `trainable_layers` of its stages are trained, from the last one on."""
    weights = 'DEFAULT' if pretrained else weights
    return _resnet_fpn_extractor(getattr(resnet, backbone_name)(weights=weights, norm_layer=norm_layer), trainable_layers, returned_layers,
                                 extra_blocks)


def _resnet_fpn_extractor(backbone, trainable_layers, returned_layers=None, extra_blocks=None, norm_layer=None):
    if not 0 <= trainable_layers <= 5:
        raise ValueError('Trainable layers should be in the range [0,5], got %s' % trainable_layers)
    returned = returned_layers or [1, 2, 3, 4]
    if min(returned) <= 0 or max(returned) >= 5:
        raise ValueError('Each returned layer should be in the range [1,4]. Got %s' % returned)
    trained = STAGES[:trainable_layers] + (('bn1',) if trainable_layers == len(STAGES) else ())
    for name, parameter in backbone.named_parameters():
        if not name.startswith(trained):
            parameter.requires_grad_(False)
    widths = [backbone.inplanes // 8 * 2 ** (stage - 1) for stage in returned]
    return BackboneWithFPN(backbone, {'layer%d' % stage: str(at) for at, stage in enumerate(returned)}, widths, 256, extra_blocks, norm_layer)


def _validate_trainable_layers(is_trained, trainable_backbone_layers, max_value, default_value):
    """The stages that are trained: all of a network without weights."""
    if not is_trained:
        if trainable_backbone_layers is not None:
            warnings.warn('trainable_backbone_layers has no effect on a backbone without weights')
        return max_value
    stages = default_value if trainable_backbone_layers is None else trainable_backbone_layers
    if not 0 <= stages <= max_value:
        raise ValueError('Trainable backbone layers should be in the range [0,%d], got %s' % (max_value, stages))
    return stages
