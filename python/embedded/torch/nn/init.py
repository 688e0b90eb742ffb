"""`torch.nn.init`: every scheme by its numbers."""
import math

from skipscope.recording.nodes import Node

from .._core.call import invoke
from .._core.grad import no_grad


def _calculate_fan_in_and_fan_out(tensor):
    if tensor.dim() < 2:
        raise ValueError('Fan in and fan out can not be computed for tensor with fewer than 2 dimensions')
    field = math.prod(tensor._shape[2:])
    return tensor._shape[1] * field, tensor._shape[0] * field


def _calculate_correct_fan(tensor, mode):
    mode = mode.lower()
    if mode not in ('fan_in', 'fan_out'):
        raise ValueError("Mode %s not supported, please use one of ['fan_in', 'fan_out']" % mode)
    return _calculate_fan_in_and_fan_out(tensor)[mode == 'fan_out']


def calculate_gain(nonlinearity, param=None):
    """The gains of torch.nn.init.calculate_gain."""
    if nonlinearity == 'leaky_relu':
        slope = 0.01 if param is None else param
        return math.sqrt(2.0 / (1 + slope ** 2))
    gains = {'tanh': 5.0 / 3, 'relu': math.sqrt(2.0), 'selu': 0.75, 'sigmoid': 1}
    if nonlinearity in gains or nonlinearity.startswith(('linear', 'conv')):
        return gains.get(nonlinearity, 1)
    raise ValueError('Unsupported nonlinearity ' + nonlinearity)


def _drawn(tensor, op, attributes):
    """Write a draw that does not depend on what was there."""
    node = Node(op, [], attributes, [(tuple(tensor._shape), tensor._dtype.name)])
    node.no_gradient = True
    with no_grad():
        tensor._handle.write((node, 0))
    return tensor


def uniform_(tensor, a=0.0, b=1.0, generator=None):
    return _drawn(tensor, 'uniform', {'from': float(a), 'to': float(b)})


def normal_(tensor, mean=0.0, std=1.0, generator=None):
    return _drawn(tensor, 'normal', {'mean': float(mean), 'std': float(std)})


def trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None):
    return _drawn(tensor, 'normal', {'mean': float(mean), 'std': float(std), 'within': [float(a), float(b)]})


def constant_(tensor, val):
    return _drawn(tensor, 'full', {'size': tuple(tensor._shape), 'fill_value': val, 'dtype': tensor._dtype.name})


def ones_(tensor):
    return constant_(tensor, 1.0)


def zeros_(tensor):
    return constant_(tensor, 0.0)


def xavier_uniform_(tensor, gain=1.0, generator=None):
    bound = gain * math.sqrt(6.0 / sum(_calculate_fan_in_and_fan_out(tensor)))
    return uniform_(tensor, -bound, bound)


def xavier_normal_(tensor, gain=1.0, generator=None):
    return normal_(tensor, 0.0, gain * math.sqrt(2.0 / sum(_calculate_fan_in_and_fan_out(tensor))))


def kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None):
    if 0 in tensor._shape:
        return tensor
    bound = math.sqrt(3.0) * calculate_gain(nonlinearity, a) / math.sqrt(_calculate_correct_fan(tensor, mode))
    return uniform_(tensor, -bound, bound)


def kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None):
    if 0 in tensor._shape:
        return tensor
    return normal_(tensor, 0.0, calculate_gain(nonlinearity, a) / math.sqrt(_calculate_correct_fan(tensor, mode)))


def orthogonal_(tensor, gain=1, generator=None):
    if tensor.ndimension() < 2:
        raise ValueError('Only tensors with 2 or more dimensions are supported')
    return _drawn(tensor, 'orthogonal', {'gain': float(gain)})


def eye_(tensor):
    with no_grad():
        return tensor.copy_(invoke('eye', tuple(tensor._shape), {}))


def dirac_(tensor, groups=1):
    if tensor.ndimension() not in (3, 4, 5):
        raise ValueError('Only tensors with 3, 4, or 5 dimensions are supported')
    zeros_(tensor)
    each = tensor._shape[0] // groups
    middle = [n // 2 for n in tensor._shape[2:]]
    with no_grad():
        for group in range(groups):
            for at in range(min(each, tensor._shape[1])):
                tensor[(group * each + at, at, *middle)] = 1
    return tensor


def sparse_(tensor, sparsity, std=0.01, generator=None):
    return normal_(tensor, 0.0, std)


for _name in ('uniform', 'normal', 'constant', 'xavier_uniform', 'xavier_normal', 'kaiming_uniform', 'kaiming_normal', 'orthogonal', 'eye',
              'dirac', 'sparse'):
    globals()[_name] = globals()[_name + '_']
del _name
