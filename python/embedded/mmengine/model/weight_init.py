"""First weights: functions that draw those of a layer, and the same by configuration for the layers of a network."""
import copy
import math

from torch import nn

from ..registry import WEIGHT_INITIALIZERS, build_from_cfg

__all__ = ['BaseInit', 'Caffe2XavierInit', 'ConstantInit', 'KaimingInit', 'NormalInit', 'PretrainedInit', 'TruncNormalInit', 'UniformInit',
           'XavierInit', 'bias_init_with_prob', 'caffe2_xavier_init', 'constant_init', 'initialize', 'kaiming_init', 'normal_init',
           'trunc_normal_', 'trunc_normal_init', 'uniform_init', 'update_init_info', 'xavier_init']

def update_init_info(module, init_info):
    """Writes no log."""


def _draw(module, bias, draw, *arguments, **keywords):
    if getattr(module, 'weight', None) is not None:
        draw(module.weight, *arguments, **keywords)
    if getattr(module, 'bias', None) is not None:
        nn.init.constant_(module.bias, bias)


def constant_init(module, val, bias=0):
    _draw(module, bias, nn.init.constant_, val)


def xavier_init(module, gain=1, bias=0, distribution='normal'):
    draws = {'uniform': nn.init.xavier_uniform_, 'normal': nn.init.xavier_normal_}
    assert distribution in draws
    _draw(module, bias, draws[distribution], gain=gain)


def normal_init(module, mean=0, std=1, bias=0):
    _draw(module, bias, nn.init.normal_, mean, std)


def trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0):
    return nn.init.trunc_normal_(tensor, mean, std, a, b)


def trunc_normal_init(module, mean=0, std=1, a=-2, b=2, bias=0):
    _draw(module, bias, trunc_normal_, mean, std, a, b)


def uniform_init(module, a=0, b=1, bias=0):
    _draw(module, bias, nn.init.uniform_, a, b)


def kaiming_init(module, a=0, mode='fan_out', nonlinearity='relu', bias=0, distribution='normal'):
    draws = {'uniform': nn.init.kaiming_uniform_, 'normal': nn.init.kaiming_normal_}
    assert distribution in draws
    _draw(module, bias, draws[distribution], a=a, mode=mode, nonlinearity=nonlinearity)


def caffe2_xavier_init(module, bias=0):
    kaiming_init(module, a=1, mode='fan_in', nonlinearity='leaky_relu', bias=bias, distribution='uniform')


def bias_init_with_prob(prior_prob):
    """The bias with which a sigmoid gives the probability."""
    return float(-math.log((1 - prior_prob) / prior_prob))


class BaseInit:
    """An initializer of the layers of some classes, or of the whole of a module."""

    def __init__(self, *, bias=0, bias_prob=None, layer=None):
        self.wholemodule = False
        if not isinstance(bias, (int, float)):
            raise TypeError('bias must be a number, but got a %s' % type(bias))
        if not isinstance(layer, (str, list, type(None))):
            raise TypeError('layer must be a str or a list of str, but got a %s' % type(layer))
        self.bias = bias if bias_prob is None else bias_init_with_prob(bias_prob)
        self.layer = [layer] if isinstance(layer, str) else layer or []

    def draw(self, module):
        raise NotImplementedError

    def __call__(self, module):
        def init(part):
            names = {type(part).__name__, *(base.__name__ for base in type(part).__bases__)}
            if self.wholemodule or names & set(self.layer):
                self.draw(part)
        module.apply(init)

    def _get_init_info(self):
        return '%s, bias=%s' % (type(self).__name__, self.bias)


@WEIGHT_INITIALIZERS.register_module(name='Constant')
class ConstantInit(BaseInit):
    def __init__(self, val, **kwargs):
        super().__init__(**kwargs)
        self.val = val

    def draw(self, module):
        constant_init(module, self.val, self.bias)


@WEIGHT_INITIALIZERS.register_module(name='Xavier')
class XavierInit(BaseInit):
    def __init__(self, gain=1, distribution='normal', **kwargs):
        super().__init__(**kwargs)
        self.gain, self.distribution = gain, distribution

    def draw(self, module):
        xavier_init(module, self.gain, self.bias, self.distribution)


@WEIGHT_INITIALIZERS.register_module(name='Normal')
class NormalInit(BaseInit):
    def __init__(self, mean=0, std=1, **kwargs):
        super().__init__(**kwargs)
        self.mean, self.std = mean, std

    def draw(self, module):
        normal_init(module, self.mean, self.std, self.bias)


@WEIGHT_INITIALIZERS.register_module(name='TruncNormal')
class TruncNormalInit(BaseInit):
    def __init__(self, mean=0, std=1, a=-2, b=2, **kwargs):
        super().__init__(**kwargs)
        self.mean, self.std, self.a, self.b = mean, std, a, b

    def draw(self, module):
        trunc_normal_init(module, self.mean, self.std, self.a, self.b, self.bias)


@WEIGHT_INITIALIZERS.register_module(name='Uniform')
class UniformInit(BaseInit):
    def __init__(self, a=0, b=1, **kwargs):
        super().__init__(**kwargs)
        self.a, self.b = a, b

    def draw(self, module):
        uniform_init(module, self.a, self.b, self.bias)


@WEIGHT_INITIALIZERS.register_module(name='Kaiming')
class KaimingInit(BaseInit):
    def __init__(self, a=0, mode='fan_out', nonlinearity='relu', distribution='normal', **kwargs):
        super().__init__(**kwargs)
        self.a, self.mode, self.nonlinearity, self.distribution = a, mode, nonlinearity, distribution

    def draw(self, module):
        kaiming_init(module, self.a, self.mode, self.nonlinearity, self.bias, self.distribution)


@WEIGHT_INITIALIZERS.register_module(name='Caffe2Xavier')
class Caffe2XavierInit(KaimingInit):
    def __init__(self, **kwargs):
        super().__init__(a=1, mode='fan_in', nonlinearity='leaky_relu', distribution='uniform', **kwargs)


@WEIGHT_INITIALIZERS.register_module(name='Pretrained')
class PretrainedInit:
    def __init__(self, checkpoint, prefix=None, map_location='cpu'):
        self.checkpoint, self.prefix, self.map_location = checkpoint, prefix, map_location

    def __call__(self, module):
        from ..runner.checkpoint import load_checkpoint
        load_checkpoint(module, self.checkpoint, self.map_location)


def _initialize(module, cfg, wholemodule=False):
    initializer = build_from_cfg(cfg, WEIGHT_INITIALIZERS)
    initializer.wholemodule = wholemodule
    initializer(module)


def _initialize_override(module, override, cfg):
    """The parts of a module that a configuration names get weights of their own."""
    for one in [override] if isinstance(override, dict) else override:
        told = copy.deepcopy(one)
        name = told.pop('name', None)
        if name is None or told and 'type' not in told:
            raise ValueError('`override` needs the keys "name" and "type", but got %s' % one)
        if not hasattr(module, name):
            raise RuntimeError('module did not have attribute %s, but init_cfg is %s.' % (name, one))
        _initialize(getattr(module, name), told or dict(cfg), wholemodule=True)


def initialize(module, init_cfg):
    if not isinstance(init_cfg, (dict, list)):
        raise TypeError('init_cfg must be a dict or a list of dict, but got %s' % type(init_cfg))
    for one in [init_cfg] if isinstance(init_cfg, dict) else init_cfg:
        told = copy.deepcopy(one)
        override = told.pop('override', None)
        _initialize(module, told)
        if override is not None:
            told.pop('layer', None)
            _initialize_override(module, override, told)
