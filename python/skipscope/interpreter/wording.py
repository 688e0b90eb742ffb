"""Refusals of the device `meta` in the words that torch has for tensors with values, which say what would fit."""


def in_full(error, args, kwargs):
    """The error of a call, or the same refusal with its numbers."""
    if 'Invalid channel dimensions' in str(error) and len(args) > 1:
        return RuntimeError(channels_of(*args[:2], groups_of(args, kwargs)))
    return error


def groups_of(args, kwargs):
    """`conv2d(input, weight, bias, stride, padding, dilation, groups)`."""
    return args[6] if len(args) > 6 else kwargs.get('groups', 1)


def channels_of(tensor, weight, groups):
    return 'Given groups=%d, weight of size %s, expected input%s to have %d channels, but got %d channels instead' % (
        groups, list(weight.shape), list(tensor.shape), weight.shape[1] * groups, tensor.shape[1])
