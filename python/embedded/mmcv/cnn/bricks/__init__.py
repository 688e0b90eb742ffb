"""`mmcv.cnn.bricks`."""
import sys

from mmengine._inert import alias

from . import blocks, building, conv_ws, layers
from .blocks import ContextBlock, DepthwiseSeparableConvModule
from .building import (build_activation_layer, build_conv_layer, build_norm_layer, build_padding_layer, build_plugin_layer, build_upsample_layer,
                       is_norm)
from .conv_module import ConvModule
from .conv_ws import Conv2dAdaptivePadding, ConvAWS2d, ConvWS2d, conv_ws_2d
from .generalized_attention import GeneralizedAttention
from .layers import Dropout, DropPath, HSigmoid, HSwish, LayerScale, Scale, Swish
from .non_local import NonLocal1d, NonLocal2d, NonLocal3d
from .wrappers import Conv2d, Conv3d, ConvTranspose2d, ConvTranspose3d, Linear, MaxPool2d, MaxPool3d

__all__ = ['ContextBlock', 'Conv2d', 'Conv2dAdaptivePadding', 'Conv3d', 'ConvAWS2d', 'ConvModule', 'ConvTranspose2d', 'ConvTranspose3d', 'ConvWS2d',
           'DepthwiseSeparableConvModule', 'DropPath', 'Dropout', 'GeneralizedAttention', 'HSigmoid', 'HSwish', 'LayerScale', 'Linear', 'MaxPool2d',
           'MaxPool3d', 'NonLocal1d', 'NonLocal2d', 'NonLocal3d', 'Scale', 'Swish', 'build_activation_layer', 'build_conv_layer', 'build_norm_layer',
           'build_padding_layer', 'build_plugin_layer', 'build_upsample_layer', 'conv_ws_2d', 'is_norm']
for _module, _names in ((building, 'activation conv norm padding plugin'), (layers, 'drop hsigmoid hswish scale swish upsample'),
                        (blocks, 'context_block depthwise_separable_conv_module'), (conv_ws, 'conv2d_adaptive_padding')):
    alias(__name__, _names, _module)
layers.build_dropout, layers.build_upsample_layer = building.build_dropout, build_upsample_layer
building.Clamp = layers.Clamp
