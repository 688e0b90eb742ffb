"""Indexing, gathering, scattering."""
from skipscope.recording.errors import NeedsValues

from .common import Tensor, bool_, broadcast, same, shape_of


def normalized(index):
    """An index as a tuple; numbers of NumPy and tensors of one known whole number become ints."""
    entries = index if isinstance(index, tuple) else (index,)
    return tuple(entry_of(entry) for entry in entries)


def entry_of(entry):
    if entry is None or entry is Ellipsis or isinstance(entry, (bool, int, Tensor)):
        return entry
    if isinstance(entry, slice):
        return slice(bound_of(entry.start), bound_of(entry.stop), bound_of(entry.step))
    if isinstance(entry, (list, tuple, range)):
        if any(isinstance(e, Tensor) and e._shape for e in entry):
            raise IndexError('an index of lists of tensors is not known')
        return [e.item() if isinstance(e, Tensor) else e for e in entry] if not nested(entry) else tensor_of(entry)
    if hasattr(entry, '__index__') and not getattr(entry, 'shape', ()):
        return entry.__index__()
    if hasattr(entry, 'tolist'):
        return tensor_of(entry)
    raise IndexError('only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got %s)'
                     % type(entry).__name__)


def nested(entry):
    return any(isinstance(e, (list, tuple)) for e in entry)


def tensor_of(entry):
    from .._core.creation import tensor
    return tensor(entry)


def bound_of(value):
    return value if value is None or isinstance(value, int) else value.__index__()


def indexed_shape(first, entries):
    """The shape of `first[entries]`, and whether lists or tensors pick entries."""
    extents = tuple(first._shape)
    taken = sum(width(entry) for entry in entries)
    if taken > len(extents):
        raise IndexError('too many indices for tensor of dimension %d' % len(extents))
    out, dim, picked, place, apart = [], 0, [], None, False
    last = None
    for at, entry in enumerate(entries):
        if entry is None:
            out.append(1)
        elif entry is Ellipsis:
            gap = len(extents) - taken
            out.extend(extents[dim:dim + gap])
            dim += gap
        elif isinstance(entry, slice):
            out.append(len(range(*entry.indices(extents[dim]))) if (entry.step or 1) > 0 else refuse_step())
            dim += 1
        elif is_number(entry):
            number(entry, dim, extents[dim])
            dim += 1
        else:
            place = len(out) if place is None else place
            apart = apart or (last is not None and last != at - 1)
            last = at
            picked.append(picked_shape(entry, extents, dim))
            dim += width(entry)
    out.extend(extents[dim:])
    if picked:
        at = 0 if apart else place
        out[at:at] = joined(picked)
    return tuple(out), bool(picked)


def joined(shapes):
    n = max(len(one) for one in shapes)
    result = []
    for at in range(-n, 0):
        extents = {one[at] for one in shapes if -at <= len(one)} - {1}
        if len(extents) > 1:
            raise IndexError('shape mismatch: indexing tensors could not be broadcast together with shapes %s'
                             % ', '.join(str(list(one)) for one in shapes))
        result.append(extents.pop() if extents else 1)
    return result


def is_number(entry):
    return isinstance(entry, int) and not isinstance(entry, bool)


def number(entry, dim, extent):
    if not -extent <= entry < extent:
        raise IndexError('index %d is out of bounds for dimension %d with size %d' % (entry, dim, extent))


def refuse_step():
    raise ValueError('step must be greater than zero')


def width(entry):
    """The dimensions of the tensor that an entry uses up."""
    if entry is None or entry is Ellipsis or isinstance(entry, bool):
        return 0
    return len(entry._shape) if isinstance(entry, Tensor) and entry._dtype.name in ('bool', 'uint8') else 1


def picked_shape(entry, extents, dim):
    if isinstance(entry, bool):
        return (int(entry),)
    if isinstance(entry, list):
        return (sum(entry),) if entry and all(isinstance(e, bool) for e in entry) else (len(entry),)
    if entry._dtype.name in ('bool', 'uint8'):
        for at, n in enumerate(entry._shape):
            if n != extents[dim + at]:
                raise IndexError('The shape of the mask %s at index %d does not match the shape of the indexed tensor %s at index %d'
                                 % (list(entry._shape), at, list(extents), dim + at))
        return (sum(map(bool, entry.tolist_flat('an index by a mask'))),)
    if entry._dtype.category not in ('int',):
        raise IndexError('tensors used as indices must be long, int, byte or bool tensors')
    return tuple(entry._shape)


@shape_of('getitem')
def getitem(bound):
    first = bound['input']
    entries = normalized(bound['index'])
    bound['index'] = entries
    out, _ = indexed_shape(first, entries)
    return out, first._dtype


@shape_of('setitem')
def setitem(bound):
    first, value = bound['input'], bound['value']
    entries = normalized(bound['index'])
    bound['index'] = entries
    if len(entries) == 1 and isinstance(entries[0], Tensor) and entries[0]._dtype is bool_ and not (isinstance(value, Tensor) and value._shape):
        broadcast(first, entries[0]) if len(entries[0]._shape) == len(first._shape) else None
        return same(bound)
    try:
        out, picked = indexed_shape(first, entries)
    except NeedsValues:
        return same(bound)
    if isinstance(value, (list, tuple)) or hasattr(value, 'tolist') and not isinstance(value, Tensor):
        value = bound['value'] = tensor_of(value)
    told = tuple(value._shape) if isinstance(value, Tensor) else ()
    while len(told) > len(out) and told[0] == 1:
        told = told[1:]
    fits = len(told) <= len(out) and all(n in (1, m) for n, m in zip(told[::-1], out[::-1]))
    if not fits and not picked and len(told) <= len(out):
        dim = max(at for at in range(1, len(told) + 1) if told[-at] not in (1, out[-at]))
        raise RuntimeError('The expanded size of the tensor (%d) must match the existing size (%d) at non-singleton dimension %d.  Target sizes: %s.  '
                           'Tensor sizes: %s' % (out[-dim], told[-dim], len(out) - dim, list(out), list(told)))
    if not fits:
        raise RuntimeError('shape mismatch: value tensor of shape %s cannot be broadcast to indexing result of shape %s'
                           % (list(told), list(out)))
    return same(bound)


@shape_of('index_select')
def index_select(bound):
    first, dim, index = bound['input'], bound['dim'], bound['index']
    return (*first._shape[:dim], index.numel(), *first._shape[dim + 1:]), first._dtype


@shape_of('index_add', 'index_copy', 'index_fill', 'scatter', 'scatter_add', 'scatter_reduce')
def scattered(bound):
    return same(bound)


@shape_of('take')
def take(bound):
    return bound['index']._shape, bound['input']._dtype


@shape_of('gather')
def gather(bound):
    first, index = bound['input'], bound['index']
    if len(first._shape) != len(index._shape):
        raise RuntimeError('Index tensor must have the same number of dimensions as input tensor')
    return index._shape, first._dtype


@shape_of('take_along_dim')
def take_along_dim(bound):
    first, index, dim = bound['input'], bound['indices'], bound['dim']
    if dim is None:
        return (index.numel(),), first._dtype
    return tuple(n if at == dim else max(n, m) for at, (n, m) in enumerate(zip(index._shape, first._shape))), first._dtype


