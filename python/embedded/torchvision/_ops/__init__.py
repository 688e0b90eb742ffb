"""`torchvision.ops`: building blocks; what finds boxes depends on values."""
from . import boxes, feature_pyramid_network, misc, poolers
from .boxes import batched_nms, box_area, box_convert, box_iou, clip_boxes_to_image, deform_conv2d, nms, remove_small_boxes, roi_align, DeformConv2d
from .feature_pyramid_network import FeaturePyramidNetwork
from .misc import MLP, Conv2dNormActivation, Conv3dNormActivation, ConvNormActivation, FrozenBatchNorm2d, Permute, SqueezeExcitation
from .poolers import MultiScaleRoIAlign
from .stochastic_depth import StochasticDepth, stochastic_depth

__all__ = ['Conv2dNormActivation', 'Conv3dNormActivation', 'ConvNormActivation', 'DeformConv2d', 'FeaturePyramidNetwork', 'FrozenBatchNorm2d', 'MLP',
           'MultiScaleRoIAlign', 'Permute', 'SqueezeExcitation', 'StochasticDepth', 'batched_nms', 'box_area', 'box_convert', 'box_iou', 'boxes',
           'clip_boxes_to_image', 'deform_conv2d', 'feature_pyramid_network', 'misc', 'nms', 'poolers', 'remove_small_boxes', 'roi_align',
           'stochastic_depth']


def __getattr__(name):
    from torch._missing import Missing
    if name.startswith('__'):
        raise AttributeError(name)
    return Missing('torchvision.ops.' + name)
