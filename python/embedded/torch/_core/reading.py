"""Entries of tensors that have them, for branches and shapes that depend on values."""
from skipscope.recording import current
from skipscope.recording.errors import NeedsValues

from .tensor import Tensor
from .values import draws, if_finite, likeliest, values_of


def tolist_flat(self, operation='Tensor.tolist'):
    """The entries in order; raises NeedsValues where they are not known. Values that are asked about are finite."""
    reference = self._handle.current()
    is_drawn = current.builder is not None and draws(reference)
    chosen = likeliest(reference) if is_drawn and self.numel() == 1 else None
    values = values_of(reference) if chosen is None else chosen
    asked = if_finite(reference) if values is None and self.numel() == 1 else None
    if values is None and asked is None:
        raise NeedsValues(operation, self._shape)
    if is_drawn or current.builder is not None and values is None:
        current.builder.note('value read' if chosen is None else 'draw decides', operation)
    return [asked] if values is None else values


def item(self, operation='Tensor.item'):
    values = tolist_flat(self, operation)
    if len(values) != 1:
        raise RuntimeError('a Tensor with %d elements cannot be converted to Scalar' % len(values))
    return values[0]


def tolist(self):
    values = tolist_flat(self)
    return nest(list(self._shape), values)


def nest(shape, values):
    if not shape:
        return values[0]
    step = len(values) // shape[0] if shape[0] else 0
    return [nest(shape[1:], values[at * step:(at + 1) * step]) for at in range(shape[0])]


def numpy(self, *arguments, **keywords):
    import numpy as np
    return np.array(tolist(self), dtype=getattr(np, self._dtype.name, None))


def one(operation, convert):
    def read(self):
        if self.numel() != 1:
            if operation == 'bool':
                raise RuntimeError('Boolean value of Tensor with more than one value is ambiguous')
            raise TypeError('only integer tensors of a single element can be converted to an index' if operation == 'index'
                            else 'only one element tensors can be converted to Python scalars')
        return convert(item(self, 'Tensor.__%s__' % operation))
    return read


def index(value):
    if isinstance(value, float):
        raise TypeError('only integer tensors of a single element can be converted to an index')
    return int(value)


def install():
    """Give `Tensor` the methods that read."""
    Tensor.tolist_flat, Tensor.item, Tensor.tolist, Tensor.numpy = tolist_flat, item, tolist, numpy
    for name, convert in (('bool', bool), ('int', int), ('float', float), ('complex', complex), ('index', index)):
        setattr(Tensor, '__%s__' % name, one(name, convert))
    Tensor.equal = equal
    Tensor.allclose = allclose


def equal(self, other):
    if self._shape != other._shape:
        return False
    return tolist_flat(self, 'torch.equal') == tolist_flat(other, 'torch.equal')


def allclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    pairs = zip(tolist_flat(self, 'torch.allclose'), tolist_flat(other, 'torch.allclose'))
    return all(abs(a - b) <= atol + rtol * abs(b) for a, b in pairs)
