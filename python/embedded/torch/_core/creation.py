"""Tensors that are made from numbers: `torch.tensor`, and the old constructors."""

from skipscope.recording.nodes import Node

from .dtypes import as_dtype, bool_, complex64, default_dtype, float32, int64
from .tensor import Tensor

MOST = 4096
NUMBERS = frozenset((bool, int, float, complex))


def constant(shape, dtype, values=None):
    """A tensor made outside of any operation; entries are kept where they are few."""
    node = Node('values', [], {'values': values}, [(tuple(shape), dtype.name)])
    node.no_gradient = True
    if values is not None:
        node.memo = [values]
    return Tensor._make(Tensor, shape, dtype, node)


def nested(data):
    """(shape, entries) of nested lists, arrays and tensors."""
    if isinstance(data, Tensor):
        return tuple(data._shape), data.tolist_flat()
    if hasattr(data, 'tolist') and hasattr(data, 'shape'):
        data = data.tolist()
    if not isinstance(data, (list, tuple, range)):
        if not isinstance(data, (bool, int, float, complex)):
            data = plain_number(data)
        return (), [data]
    if data and NUMBERS.issuperset(map(type, data)):
        # Rows are long where tables of positions are computed.
        return (len(data),), list(data)
    parts = [nested(entry) for entry in data]
    if not parts:
        return (0,), []
    first = parts[0][0]
    for shape, _ in parts:
        if shape != first:
            raise ValueError('expected sequence of length %d at dim 1 (got %d)' % (first[0] if first else 0, shape[0] if shape else 0))
    return (len(parts), *first), [entry for _, entries in parts for entry in entries]


def plain_number(value):
    if hasattr(value, 'item'):
        return value.item()
    if hasattr(value, '__index__'):
        return value.__index__()
    if hasattr(value, '__float__'):
        return float(value)
    raise TypeError("new(): invalid data type '%s'" % type(value).__name__)


def tensor(data, dtype=None, device=None, requires_grad=False, pin_memory=False):
    """`torch.tensor`."""
    if isinstance(data, Tensor):
        made = data.clone().detach()
        return made if dtype is None else made.to(dtype)
    shape, entries = nested(data)
    if dtype is None:
        dtype = told_by(entries, data)
    dtype = as_dtype(dtype)
    plain = dtype.category == 'float' and set(map(type, entries)) == {float}
    made = constant(shape, dtype, entries if plain else [converted(entry, dtype) for entry in entries])
    return made.requires_grad_(True) if requires_grad else made


def told_by(entries, data):
    kinds = {type(entry) for entry in entries}
    array = getattr(data, 'dtype', None)
    if array is not None and not isinstance(data, Tensor):
        return as_dtype(str(array))
    if complex in kinds:
        return complex64
    if not entries or float in kinds:
        return default_dtype()
    return bool_ if kinds == {bool} else int64


def converted(value, dtype):
    if dtype.category == 'bool':
        return bool(value)
    if dtype.category == 'int':
        return int(value)
    return value if isinstance(value, complex) else float(value)


def as_tensor(data, dtype=None, device=None):
    """`torch.as_tensor`: a tensor stays itself."""
    if isinstance(data, Tensor):
        return data if dtype is None or dtype is data._dtype else data.to(dtype)
    return tensor(data, dtype)


def legacy(cls, size, keywords):
    """`torch.Tensor(2, 3)`, `torch.FloatTensor([1, 2])`."""
    dtype = LEGACY.get(cls.__name__, float32)
    if len(size) == 1 and not isinstance(size[0], int):
        data = size[0]
        if isinstance(data, Tensor):
            made = data if data._dtype is dtype else data.to(dtype)
        elif type(data).__name__ == 'Size':
            return Tensor._make(Tensor, data, dtype)
        else:
            made = tensor(data, dtype)
        if cls.__module__.partition('.')[0] != 'torch':
            return made.as_subclass(cls)
        return made
    return Tensor._make(cls if cls.__module__.partition('.')[0] != 'torch' else Tensor, size or (0,), dtype)


LEGACY = {name + 'Tensor': as_dtype(dtype) for name, dtype in (
    ('Float', 'float32'), ('Double', 'float64'), ('Half', 'float16'), ('Long', 'int64'), ('Int', 'int32'), ('Short', 'int16'),
    ('Byte', 'uint8'), ('Char', 'int8'), ('Bool', 'bool'), ('BFloat16', 'bfloat16'))}


def typed(name):
    """`torch.LongTensor`: calls make tensors of the type; `isinstance` asks for it."""
    class _Kind(type):
        def __instancecheck__(self, value):
            return isinstance(value, Tensor) and value._dtype is LEGACY[name]

        def __call__(self, *size, **keywords):
            return legacy(self, size, keywords)
    return _Kind(name, (), {'dtype': LEGACY[name], '__module__': 'torch'})


def drawn(shape, op, attributes, dtype=None):
    """A tensor whose entries are drawn, and nothing else happens to them: `op` is `full`, `uniform` or `normal`."""
    dtype = dtype or default_dtype()
    node = Node(op, [], attributes, [(tuple(shape), dtype.name)])
    node.no_gradient = True
    for extent in shape:
        if extent < 0:
            raise RuntimeError('Trying to create tensor with negative dimension %d: %s' % (extent, list(shape)))
    return Tensor._make(Tensor, shape, dtype, node)


