"""Operations that move, join and take entries."""
from .._core.operation import Spec, as_shape
from .._core.shapes import Shape, axis_in, joined, known, reshaped, told
from .._core.tensor import KerasTensor, tensors_in
from .free import dtype_of, free

FUNCTIONS = {}


def _define(name, shapes, keys=(), module='numpy'):
    FUNCTIONS[name] = free(name, shapes, module, keys)


def _of(shapes):
    """Shapes of one tensor whose shape has to be known."""
    def specs(x, *arguments, **keywords):
        shape = as_shape(x)
        return Spec(None if shape is None else shapes(shape, *arguments, **keywords), dtype_of(x))
    return specs


def _transposed(shape, axes=None):
    return Shape(shape[at] for at in (axes if axes is not None else range(len(shape) - 1, -1, -1)))


def _expanded(shape, axis=-1):
    rank = len(shape) + 1
    at = axis_in(axis if not isinstance(axis, (list, tuple)) else axis[0], rank)
    return Shape(tuple(shape[:at]) + (1,) + tuple(shape[at:]))


def _squeezed(shape, axis=None):
    if axis is None:
        return Shape(extent for extent in shape if extent != 1)
    gone = {axis_in(one, len(shape)) for one in (axis if isinstance(axis, (list, tuple)) else [axis])}
    return Shape(extent for at, extent in enumerate(shape) if at not in gone)


def _tiled(shape, repeats):
    repeats = [known(one) for one in repeats] if isinstance(repeats, (list, tuple)) else [known(repeats)]
    shape = (1,) * (len(repeats) - len(shape)) + tuple(shape)
    repeats = [1] * (len(shape) - len(repeats)) + repeats
    return Shape(None if None in (a, b) else a * b for a, b in zip(shape, repeats))


def _repeated(shape, repeats, axis=None):
    if axis is None:
        return Shape((None,))
    at, times = axis_in(axis, len(shape)), known(repeats) if not isinstance(repeats, (list, tuple)) else sum(repeats)
    return Shape((None if None in (extent, times) else extent * times) if one == at else extent for one, extent in enumerate(shape))


def _padded(shape, pad_width, mode='constant', constant_values=None):
    both = [(one, one) if isinstance(one, int) else tuple(one) for one in (pad_width if isinstance(pad_width, (list, tuple)) else [pad_width] * len(shape))]
    if len(both) == 1:
        both = both * len(shape)
    return Shape(None if extent is None else extent + sum(map(int, pair)) for extent, pair in zip(shape, both))


def _swapped(shape, axis1, axis2):
    order = list(range(len(shape)))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return _transposed(shape, order)


def _moved(shape, source, destination):
    order = [at for at in range(len(shape)) if at != axis_in(source, len(shape))]
    order.insert(axis_in(destination, len(shape)), axis_in(source, len(shape)))
    return _transposed(shape, order)


def _joined(xs, axis=0):
    given = list(xs)
    return Spec(joined([as_shape(one) for one in given], axis, 'Concatenate'), dtype_of(next(iter(tensors_in(given)), None)))


def _stacked(x, axis=0):
    given = list(x)
    shape = as_shape(given[0])
    if shape is None:
        return Spec(None)
    at = axis_in(axis, len(shape) + 1)
    return Spec(Shape(tuple(shape[:at]) + (len(given),) + tuple(shape[at:])), dtype_of(given[0]))


def _split(x, indices_or_sections, axis=0):
    shape = as_shape(x)
    if shape is None:
        raise ValueError('A tensor of unknown shape cannot be split')
    at = axis_in(axis, len(shape))
    extent = shape[at]
    if isinstance(indices_or_sections, int):
        if extent is not None and extent % indices_or_sections:
            raise ValueError('split along axis %d of extent %d into %d parts does not result in an equal division' % (axis, extent, indices_or_sections))
        sizes = [None if extent is None else extent // indices_or_sections] * indices_or_sections
    else:
        marks = [0, *indices_or_sections, extent]
        sizes = [None if None in (a, b) else b - a for a, b in zip(marks, marks[1:])]
    return [Spec(Shape(size if one == at else extent for one, extent in enumerate(shape)), dtype_of(x)) for size in sizes]


def _unstacked(x, num=None, axis=0):
    shape = as_shape(x)
    at = axis_in(axis, len(shape))
    count = num if num is not None else shape[at]
    return [Spec(Shape(extent for one, extent in enumerate(shape) if one != at), dtype_of(x))] * count


def _item(shape, key):
    """Indexing with numbers, slices, `None` and `...`."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if any(isinstance(one, (KerasTensor, list)) or hasattr(one, 'tolist') for one in keys):
        return None
    taken = sum(one is not None and one is not Ellipsis for one in keys)
    if Ellipsis in keys:
        at = keys.index(Ellipsis)
        keys[at:at + 1] = [slice(None)] * (len(shape) - taken)
    result, axis = [], 0
    for one in keys:
        if one is None:
            result.append(1)
            continue
        if axis >= len(shape):
            raise ValueError('Too many indices for a tensor of shape %s' % (tuple(shape),))
        extent, axis = shape[axis], axis + 1
        if isinstance(one, slice):
            result.append(_sliced(extent, one))
        elif extent is not None and not -extent <= int(one) < extent:
            raise ValueError('Index %d is out of bounds for axis %d with size %d' % (one, axis - 1, extent))
    return Shape(result + list(shape[axis:]))


def _sliced(extent, key):
    parts = [known(one) for one in (key.start, key.stop, key.step)]
    if key == slice(None):
        return extent
    if extent is None:
        start, stop, step = parts
        is_counted = (start or 0) >= 0 and stop is not None and stop >= 0 or start is not None and start < 0 and stop is None
        return None if not is_counted else len(range(1 << 30)[slice(*parts)]) if (start or 0) >= 0 else None
    return len(range(extent)[slice(*parts)])


def _taken(x, indices, axis=None, **keywords):
    shape, places = as_shape(x), as_shape(indices)
    if shape is None or places is None:
        return Spec(None)
    if axis is None:
        return Spec(places, dtype_of(x))
    at = axis_in(axis, len(shape))
    return Spec(Shape(tuple(shape[:at]) + tuple(places) + tuple(shape[at + 1:])), dtype_of(x))


def _one_hot(x, num_classes, axis=-1, **keywords):
    shape = as_shape(x)
    return Spec(None if shape is None else Shape(tuple(shape) + (known(num_classes),)))


def _top(x, k=1, sorted=True):
    shape = as_shape(x)
    result = None if shape is None else Shape(tuple(shape[:-1]) + (k,))
    return [Spec(result), Spec(result, 'int32')]


_define('Reshape', _of(lambda shape, newshape: reshaped(shape, told(newshape) if not isinstance(newshape, int) else (newshape,))), ('newshape',))
_define('Transpose', _of(_transposed), ('axes',))
_define('ExpandDims', _of(_expanded), ('axis',))
_define('Squeeze', _of(_squeezed), ('axis',))
_define('Tile', _of(_tiled))
_define('Repeat', _of(_repeated), ('axis',))
_define('Pad', _of(_padded), ('pad_width', 'mode'))
_define('Swapaxes', _of(_swapped), ('axis1', 'axis2'))
_define('Moveaxis', _of(_moved), ('source', 'destination'))
_define('BroadcastTo', lambda x, shape: Spec(told(shape), dtype_of(x)), ('shape',))
_define('Flip', _of(lambda shape, axis=None: shape), ('axis',))
_define('Roll', _of(lambda shape, shift=0, axis=None: shape), ('shift', 'axis'))
_define('Sort', _of(lambda shape, axis=-1: shape), ('axis',))
_define('Concatenate', _joined, ('axis',))
_define('Stack', _stacked, ('axis',))
_define('Split', _split, ('indices_or_sections', 'axis'))
_define('Unstack', _unstacked, ('num', 'axis'), 'core')
_define('GetItem', _of(_item))
_define('Take', _taken, ('axis',))
_define('TakeAlongAxis', lambda x, indices, axis=None: Spec(as_shape(indices), dtype_of(x)), ('axis',))
_define('OneHot', _one_hot, ('num_classes', 'axis'), 'nn')
_define('TopK', _top, ('k', 'sorted'), 'math')
_define('Triu', _of(lambda shape, k=0: shape), ('k',))
_define('Tril', _of(lambda shape, k=0: shape), ('k',))
