"""
Results without values of operations that torch computes in Python on the device `meta`, step by step: a batch normalisation takes milliseconds
there, a recurrent layer as many as its sequence has steps. Each has the shape, the type and the gradient of torch's own; where an operand does
not fit, or another type would come out, it is left to torch.
"""
import math

import torch


def drafted(name, args, kwargs):
    """The result of a call on `meta`, or None where torch is to make it."""
    make = DRAFTS.get(name)
    if make is None or not args or not isinstance(args[0], torch.Tensor) or not args[0].is_meta:
        return None
    try:
        return make(*args, **kwargs)
    except TypeError:
        # Torch's own function of the name, whose arguments stand in another order.
        return None


def scaled(tensor, weight, bias, shape):
    """The input by a weight and a bias of one shape, which stands for any normalisation."""
    factors = [one for one in (weight, bias) if one is not None]
    if any(tuple(one.shape) != shape or one.dtype != tensor.dtype for one in factors):
        return None
    return Drafted.apply(tensor.shape, tensor.dtype, tensor, *factors)


class Drafted(torch.autograd.Function):
    """A tensor without values that needs a gradient where a source does."""

    @staticmethod
    def forward(ctx, shape, dtype, *sources):
        ctx.sources = [(one.shape, one.dtype) for one in sources]
        return torch.empty(shape, dtype=dtype, device='meta')

    @staticmethod
    def backward(ctx, gradient):
        return (None, None, *(torch.empty(shape, dtype=dtype, device='meta') for shape, dtype in ctx.sources))


def batch_norm(tensor, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5):
    channels = tuple(tensor.shape[1:2])
    kept = [one for one in (running_mean, running_var) if one is not None]
    if not channels or any(tuple(one.shape) != channels for one in kept) or not (training or kept):
        return None
    if training and tensor.numel() == channels[0]:
        return None
    return scaled(tensor, weight, bias, channels)


def layer_norm(tensor, normalized_shape, weight=None, bias=None, eps=1e-5):
    shape = tuple(normalized_shape)
    return scaled(tensor, weight, bias, shape) if shape and tuple(tensor.shape[-len(shape):]) == shape else None


def group_norm(tensor, num_groups, weight=None, bias=None, eps=1e-5):
    if tensor.dim() < 2 or tensor.shape[1] % num_groups or math.prod(tensor.shape[2:]) * tensor.shape[1] == num_groups:
        return None
    return scaled(tensor, weight, bias, tuple(tensor.shape[1:2]))


def recurrent(tensor, states, weights, *settings):
    """`lstm(input, hx, weights, has_biases, layers, dropout, training, bidirectional, batch_first)`. Torch packs no batch without values."""
    states = [states] if isinstance(states, torch.Tensor) else list(states)
    sources = [tensor, *states, *weights]
    if any(one.dtype != tensor.dtype for one in sources):
        return None
    directions = 2 if settings[-2] else 1
    shapes = [(*tensor.shape[:-1], states[0].shape[-1] * directions), *(one.shape for one in states)]
    return tuple(Drafted.apply(shape, tensor.dtype, *sources) for shape in shapes)


DRAFTS = {'batch_norm': batch_norm, 'layer_norm': layer_norm, 'group_norm': group_norm,
          **dict.fromkeys(('lstm', 'gru', 'rnn_tanh', 'rnn_relu'), recurrent)}
