"""
The device `meta` refuses in words of its own, and lets pass what torch refuses once there are values. Both are told here as torch tells them
with values, so that a definition fails alike wherever it runs.
"""
import torch

# Entries of all operands together: a refusal comes before anything is computed, but they have to lie somewhere.
MOST_ENTRIES = 20_000_000


class TooLarge(Exception):
    """No values are made for operands of this size."""


def in_full(error, func, args, kwargs):
    """The error that the call raises with values, or the same if it raises none there, or had values."""
    try:
        return has_no_values([*args, *kwargs.values()]) and raised(func, args, kwargs) or error
    except TooLarge:
        return error


def has_no_values(values):
    return any(has_no_values(one) if isinstance(one, (list, tuple)) else isinstance(one, torch.Tensor) and one.is_meta for one in values)


def raised(func, args, kwargs):
    """The error of a call with zeros for values; None if it raises none. Raises `TooLarge`."""
    try:
        func(*filled(args), **filled(kwargs))
    except TooLarge:
        raise
    except (RuntimeError, IndexError, ValueError) as error:
        return error
    except Exception:
        pass
    return None


def filled(value):
    """Zeros in the place of tensors without values."""
    if isinstance(value, torch.Tensor):
        if value.numel() > MOST_ENTRIES:
            raise TooLarge
        return torch.zeros(value.shape, dtype=value.dtype, device='cpu') if value.is_meta else value
    if type(value) in (list, tuple):
        return type(value)(map(filled, value))
    if isinstance(value, dict):
        return {key: filled(one) for key, one in value.items()}
    return value


def missed(name, func, args, kwargs):
    """The error of a call that `meta` would let pass, or None."""
    check = CHECKS.get(name)
    if check is None or not (args and isinstance(args[0], torch.Tensor) and args[0].is_meta) or check(args, kwargs):
        return None
    try:
        return raised(func, args, kwargs)
    except TooLarge:
        return RuntimeError('%s(): shapes %s do not go together' % (name, [list(one.shape) for one in (*args, *kwargs.values()) if isinstance(one, torch.Tensor)]))


def given(args, kwargs, at, name, default=None):
    return args[at] if len(args) > at else kwargs.get(name, default)


def fits_convolution(args, kwargs):
    weight, groups = given(args, kwargs, 1, 'weight'), given(args, kwargs, 6, 'groups', 1)
    dilation = given(args, kwargs, 5, 'dilation', 1)
    steps = [dilation] * weight.dim() if isinstance(dilation, int) else dilation
    reaches = [step * (extent - 1) < room for step, extent, room in zip(steps, weight.shape[2:], args[0].shape[2 - weight.dim():])]
    return all(reaches) and weight.shape[0] >= groups and weight.shape[0] % groups == 0


def fits_transposed(args, kwargs):
    """Channels stand behind the batch, or in front of an input without one."""
    tensor, weight = args[0], given(args, kwargs, 1, 'weight')
    return tensor.shape[-weight.dim() + 1] == weight.shape[0]


def has_dimension(args, kwargs):
    dim, rank = given(args, kwargs, 1, 'dim'), max(args[0].dim(), 1)
    return not isinstance(dim, int) or -rank <= dim < rank


def has_one_type(args, kwargs):
    weight = given(args, kwargs, 1, 'weight')
    return args[0].dtype == weight.dtype or args[0].is_floating_point()


def has_one_type_of_all(args, kwargs):
    tensors = [one for one in (*args, *kwargs.values()) if isinstance(one, torch.Tensor)]
    return all(one.dtype == args[0].dtype for one in tensors)


def has_numbers_of_rows(args, kwargs):
    return not args[0].is_floating_point()


def fits_target(args, kwargs):
    scores, target = args[0], given(args, kwargs, 1, 'target')
    if not isinstance(target, torch.Tensor):
        return True
    is_share = target.shape == scores.shape and target.is_floating_point()
    return is_share or target.dtype in CLASSES and (scores.dim() < 2 or target.shape in (scores.shape, scores.shape[:1] + scores.shape[2:]))


def is_real(args, kwargs):
    """Numbers with a fraction can be written into it."""
    return args[0].is_floating_point() or args[0].is_complex()


def fits_vector(args, kwargs):
    other = given(args, kwargs, 1, 'other')
    return args[0].dim() != 1 or not isinstance(other, torch.Tensor) or other.dim() != 1 or len(args[0]) == len(other)


def fits_padding(args, kwargs):
    """A part that is mirrored has to be there."""
    pad = given(args, kwargs, 1, 'pad')
    return given(args, kwargs, 2, 'mode', 'constant') == 'constant' or max(pad) < min(args[0].shape[-len(pad) // 2:])


CLASSES = torch.int64, torch.uint8
WRITES = 'add_ sub_ mul_ div_ __iadd__ __isub__ __imul__ __itruediv__'.split()
CHECKS = {
    **dict.fromkeys(('conv1d', 'conv2d', 'conv3d'), fits_convolution),
    **dict.fromkeys(('conv_transpose1d', 'conv_transpose2d', 'conv_transpose3d'), fits_transposed),
    **dict.fromkeys(WRITES, is_real), **dict.fromkeys(('matmul', '__matmul__', 'dot'), fits_vector), 'pad': fits_padding,
    **dict.fromkeys(('softmax', 'log_softmax', 'softmin'), has_dimension),
    **dict.fromkeys(('batch_norm', 'layer_norm', 'group_norm'), has_one_type_of_all),
    **dict.fromkeys(('cross_entropy', 'nll_loss'), fits_target), 'linear': has_one_type, 'embedding': has_numbers_of_rows,
}
