"""Layers by configuration. The registry knows those of torch under short names."""
import inspect
import re

from mmengine.registry import MODELS
from mmengine.utils.dl_utils import is_norm
from mmengine.utils.dl_utils.parrots_wrapper import SyncBatchNorm, _BatchNorm, _InstanceNorm
from torch import nn

TORCH = dict(
    Conv1d=nn.Conv1d, Conv2d=nn.Conv2d, BN=nn.BatchNorm2d, BN1d=nn.BatchNorm1d, BN2d=nn.BatchNorm2d, BN3d=nn.BatchNorm3d, SyncBN=SyncBatchNorm,
    GN=nn.GroupNorm, LN=nn.LayerNorm, IN=nn.InstanceNorm2d, IN1d=nn.InstanceNorm1d, IN2d=nn.InstanceNorm2d, IN3d=nn.InstanceNorm3d,
    ReLU=nn.ReLU, LeakyReLU=nn.LeakyReLU, PReLU=nn.PReLU, RReLU=nn.RReLU, ReLU6=nn.ReLU6, ELU=nn.ELU, Sigmoid=nn.Sigmoid, Tanh=nn.Tanh,
    SiLU=nn.SiLU, GELU=nn.GELU, HSwish=nn.Hardswish, zero=nn.ZeroPad2d, reflect=nn.ReflectionPad2d, replicate=nn.ReplicationPad2d,
    nearest=nn.Upsample, bilinear=nn.Upsample)
for _name, _layer in TORCH.items():
    MODELS.register_module(_name, module=_layer)

ABBREVIATIONS = ((_InstanceNorm, 'in'), (_BatchNorm, 'bn'), (nn.GroupNorm, 'gn'), (nn.LayerNorm, 'ln'))
__all__ = ['build_activation_layer', 'build_conv_layer', 'build_dropout', 'build_norm_layer', 'build_padding_layer', 'build_plugin_layer',
           'build_upsample_layer', 'is_norm']


def _layer_of(cfg):
    """(class, type as it was told, the other entries)."""
    if not isinstance(cfg, dict):
        raise TypeError('cfg must be a dict, but got %s' % type(cfg))
    if 'type' not in cfg:
        raise KeyError('the cfg dict must contain the key "type", but got %s' % cfg)
    rest = dict(cfg)
    kind = rest.pop('type')
    if inspect.isclass(kind):
        return kind, kind, rest
    with MODELS.switch_scope_and_registry(None) as registry:
        made = registry.get(kind)
    if made is None:
        raise KeyError('%s is not in the registry of the scope %s' % (kind, registry.scope))
    return made, kind, rest


def build_activation_layer(cfg):
    return MODELS.build(cfg)


def build_dropout(cfg, default_args=None):
    return MODELS.build(cfg, default_args=default_args)


def build_conv_layer(cfg, *args, **kwargs):
    return build_padding_layer({'type': 'Conv2d'} if cfg is None else cfg, *args, **kwargs)


def build_padding_layer(cfg, *args, **kwargs):
    made, _, rest = _layer_of(cfg)
    return made(*args, **kwargs, **rest)


def build_upsample_layer(cfg, *args, **kwargs):
    made, kind, rest = _layer_of(cfg)
    if made is nn.Upsample and kind is not made:
        rest['mode'] = kind
    return made(*args, **kwargs, **rest)


def _norm_name(kind):
    if hasattr(kind, '_abbr_'):
        return kind._abbr_
    for base, name in ABBREVIATIONS:
        if issubclass(kind, base):
            return name
    words = (('batch', 'bn'), ('group', 'gn'), ('layer', 'ln'), ('instance', 'in'))
    return next((name for word, name in words if word in kind.__name__.lower()), 'norm_layer')


def build_norm_layer(cfg, num_features, postfix=''):
    """(name, layer)."""
    made, kind, rest = _layer_of(cfg)
    name = _norm_name(made) + str(postfix)
    requires_grad = rest.pop('requires_grad', True)
    rest.setdefault('eps', 1e-5)
    if made is nn.GroupNorm:
        assert 'num_groups' in rest
        layer = made(num_channels=num_features, **rest)
    else:
        layer = made(num_features, **rest)
    for parameter in layer.parameters():
        parameter.requires_grad = requires_grad
    return name, layer


def infer_abbr(class_type):
    """`NonLocal2D` as `non_local2_d`, where the class has no short name."""
    if not inspect.isclass(class_type):
        raise TypeError('class_type must be a type, but got %s' % type(class_type))
    if hasattr(class_type, '_abbr_'):
        return class_type._abbr_
    words = re.sub(r'([A-Z]+)([A-Z][a-z])', r'\1_\2', class_type.__name__)
    return re.sub(r'([a-z\d])([A-Z])', r'\1_\2', words).replace('-', '_').lower()


def build_plugin_layer(cfg, postfix='', **kwargs):
    """(name, layer)."""
    made, _, rest = _layer_of(cfg)
    return infer_abbr(made) + str(postfix), made(**kwargs, **rest)
