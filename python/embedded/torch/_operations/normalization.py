"""Norms."""
import math

from .common import same, shape_of


def checked(first, tensor, name):
    if tensor is not None and len(first._shape) > 1 and first._shape[1] != tensor.numel():
        raise RuntimeError('%s should contain %d elements not %d' % (name, first._shape[1], tensor.numel()))


@shape_of('batch_norm')
def batch_norm(bound):
    first = bound['input']
    if bound['training']:
        count = math.prod(first._shape) // max(first._shape[1], 1) if len(first._shape) > 1 else 0
        if count == 1:
            raise ValueError('Expected more than 1 value per channel when training, got input size torch.Size(%s)' % list(first._shape))
    for name in ('running_mean', 'running_var', 'weight', 'bias'):
        checked(first, bound[name], name)
    if first._dtype.category not in ('float', 'complex'):
        raise RuntimeError('"batch_norm" not implemented for \'Long\'')
    return same(bound)


@shape_of('instance_norm')
def instance_norm(bound):
    first = bound['input']
    for name in ('running_mean', 'weight'):
        checked(first, bound[name], name)
    if bound['use_input_stats'] and math.prod(first._shape[2:]) == 1:
        raise ValueError('Expected more than 1 spatial element when training, got input size torch.Size(%s)' % list(first._shape))
    return same(bound)


@shape_of('layer_norm', 'rms_norm')
def layer_norm(bound):
    first, wanted = bound['input'], tuple(bound['normalized_shape'])
    if tuple(first._shape[len(first._shape) - len(wanted):]) != wanted or len(wanted) > len(first._shape):
        raise RuntimeError('Given normalized_shape=%s, expected input with shape [*, %s], but got input of size%s'
                           % (list(wanted), ', '.join(map(str, wanted)), list(first._shape)))
    return same(bound)


@shape_of('group_norm')
def group_norm(bound):
    first, groups, weight = bound['input'], bound['num_groups'], bound['weight']
    channels = first._shape[1]
    if channels % groups:
        raise RuntimeError('Expected number of channels in input to be divisible by num_groups, but got input of shape %s and num_groups=%d'
                           % (list(first._shape), groups))
    if weight is not None and weight.numel() != channels:
        raise RuntimeError('Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape %s '
                           'and input of shape %s' % (list(weight._shape), list(first._shape)))
    return same(bound)


@shape_of('local_response_norm')
def local_response_norm(bound):
    return same(bound)
