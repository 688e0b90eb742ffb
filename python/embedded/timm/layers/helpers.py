"""Functions of `timm.layers`."""
import math

from torch import nn


def to_ntuple(n):
    def parse(x):
        return tuple(x) if hasattr(x, '__iter__') and not isinstance(x, str) else (x,) * n
    return parse


to_1tuple, to_2tuple, to_3tuple, to_4tuple = map(to_ntuple, (1, 2, 3, 4))


def make_divisible(v, divisor=8, min_value=None, round_limit=0.9):
    near = max(min_value or divisor, int(v + divisor / 2) // divisor * divisor)
    return near + divisor if near < round_limit * v else near


def _assert(condition, message):
    assert condition, message


def drop_path(x, drop_prob=0.0, training=False, scale_by_keep=True):
    if drop_prob == 0.0 or not training:
        return x
    keep = 1 - drop_prob
    mask = x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(keep)
    if keep > 0.0 and scale_by_keep:
        mask.div_(keep)
    return x * mask


def trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0):
    return nn.init.trunc_normal_(tensor, mean, std, a, b)


def trunc_normal_tf_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0):
    """Truncated before it is scaled."""
    return nn.init.trunc_normal_(tensor, mean, std, a * std + mean, b * std + mean)


def variance_scaling_(tensor, scale=1.0, mode='fan_in', distribution='normal'):
    fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(tensor)
    variance = scale / {'fan_in': fan_in, 'fan_out': fan_out, 'fan_avg': (fan_in + fan_out) / 2}[mode]
    if distribution == 'truncated_normal':
        return trunc_normal_tf_(tensor, std=math.sqrt(variance) / 0.87962566103423978)
    if distribution == 'normal':
        return nn.init.normal_(tensor, std=math.sqrt(variance))
    return nn.init.uniform_(tensor, -math.sqrt(3 * variance), math.sqrt(3 * variance))


def lecun_normal_(tensor):
    return variance_scaling_(tensor, mode='fan_in', distribution='truncated_normal')


def use_fused_attn(experimental=False):
    return True


ACTIVATIONS = {'relu': nn.ReLU, 'gelu': nn.GELU, 'silu': nn.SiLU, 'swish': nn.SiLU, 'mish': nn.Mish, 'relu6': nn.ReLU6, 'leaky_relu': nn.LeakyReLU,
               'elu': nn.ELU, 'prelu': nn.PReLU, 'selu': nn.SELU, 'sigmoid': nn.Sigmoid, 'tanh': nn.Tanh, 'hard_swish': nn.Hardswish,
               'hard_sigmoid': nn.Hardsigmoid, 'identity': nn.Identity}


def get_act_layer(name='relu'):
    return ACTIVATIONS[name] if isinstance(name, str) else name


def get_norm_layer(norm_layer):
    from .blocks import LayerNorm2d
    norms = {'batchnorm': nn.BatchNorm2d, 'batchnorm2d': nn.BatchNorm2d, 'layernorm': nn.LayerNorm, 'layernorm2d': LayerNorm2d,
             'groupnorm': nn.GroupNorm, 'instancenorm': nn.InstanceNorm2d}
    return norms[norm_layer.replace('_', '').lower()] if isinstance(norm_layer, str) else norm_layer
