"""`torch.nn.utils`: norms of weights; clipping does nothing."""
from . import parametrizations, parametrize, rnn
from .reparametrize import remove_spectral_norm, remove_weight_norm, spectral_norm, weight_norm

__all__ = ['clip_grad_norm', 'clip_grad_norm_', 'clip_grad_value_', 'fuse_conv_bn_eval', 'parameters_to_vector', 'parametrizations', 'parametrize',
           'remove_spectral_norm', 'remove_weight_norm', 'rnn', 'skip_init', 'spectral_norm', 'vector_to_parameters', 'weight_norm']


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    from ... import zeros
    return zeros(())


clip_grad_norm = clip_grad_norm_


def clip_grad_value_(parameters, clip_value, foreach=None):
    return None


def parameters_to_vector(parameters):
    from ... import cat
    return cat([parameter.view(-1) for parameter in parameters])


def vector_to_parameters(vec, parameters):
    return None


def skip_init(module_cls, *args, **kwargs):
    kwargs.pop('device', None)
    return module_cls(*args, **kwargs)


def fuse_conv_bn_eval(conv, bn, transpose=False):
    return conv
