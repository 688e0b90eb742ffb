"""`timm.layers`."""
import sys

from .blocks import (BatchNormAct2d, ClassifierHead, ConvMlp, ConvNormAct, DropPath, GluMlp, LayerNorm, LayerNorm2d, LayerScale, Mlp, PatchEmbed,
                     SelectAdaptivePool2d, SqueezeExcite, SwiGLU, SEModule)
from .helpers import (_assert, drop_path, get_act_layer, get_norm_layer, lecun_normal_, make_divisible, to_1tuple, to_2tuple, to_3tuple,
                      to_4tuple, to_ntuple, trunc_normal_, trunc_normal_tf_, use_fused_attn, variance_scaling_)

ConvBnAct = ConvNormAct
__all__ = ['BatchNormAct2d', 'ClassifierHead', 'ConvBnAct', 'ConvMlp', 'ConvNormAct', 'DropPath', 'GluMlp', 'LayerNorm', 'LayerNorm2d', 'LayerScale',
           'Mlp', 'PatchEmbed', 'SEModule', 'SelectAdaptivePool2d', 'SqueezeExcite', 'SwiGLU', '_assert', 'drop_path', 'get_act_layer', 'get_norm_layer',
           'lecun_normal_', 'make_divisible', 'to_1tuple', 'to_2tuple', 'to_3tuple', 'to_4tuple', 'to_ntuple', 'trunc_normal_', 'trunc_normal_tf_',
           'use_fused_attn', 'variance_scaling_']

# Each of timm's files holds some of the names.
for _name in ('activations', 'classifier', 'conv_bn_act', 'create_act', 'create_conv2d', 'create_norm', 'drop', 'linear', 'mlp', 'norm', 'norm_act',
              'padding', 'patch_embed', 'squeeze_excite', 'std_conv', 'weight_init'):
    sys.modules['%s.%s' % (__name__, _name)] = sys.modules[__name__]


def __getattr__(name):
    from torch._missing import Missing
    if name.startswith('__'):
        raise AttributeError(name)
    return Missing('timm.layers.' + name)
