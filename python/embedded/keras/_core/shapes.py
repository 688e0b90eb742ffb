"""Shapes with the batch first. `None` is an extent that is not known; a shape that is `None` is of unknown rank."""
from skipscope.recording.errors import UnknownOperation


class Shape(tuple):
    """A tuple that answers as TensorFlow's `TensorShape` does, too."""

    def as_list(self):
        return list(self)

    @property
    def ndims(self):
        return len(self)

    @property
    def rank(self):
        return len(self)

    dims = property(as_list)

    def __getitem__(self, at):
        found = tuple.__getitem__(self, at)
        return Shape(found) if isinstance(at, slice) else found

    def num_elements(self):
        return product(self)

    def is_fully_defined(self):
        return None not in self


class Extent:
    """An extent that only a run tells: `tf.shape(x)[0]`, `of` x. Whatever is computed from it is not known either."""

    def __init__(self, of=None):
        self.of = of

    def _same(self, *others):
        return self

    def __index__(self):
        raise UnknownOperation('tf.shape')

    def __int__(self):
        raise UnknownOperation('tf.shape')

    def __repr__(self):
        return 'None'

    dtype = 'int32'
    shape = Shape(())


for _name in 'add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow neg'.split():
    setattr(Extent, '__%s__' % _name, Extent._same)


def product(extents):
    """The number of entries; None if an extent is not known."""
    total = 1
    for extent in extents:
        if extent is None:
            return None
        total *= extent
    return total


def known(extent):
    """A number, or None for what is not known before a run."""
    if extent is None or isinstance(extent, Extent):
        return None
    if hasattr(extent, 'numpy_value'):
        extent = extent.numpy_value
    return int(extent)


def told(shape):
    """The shape that a list of extents is."""
    if shape is None:
        return None
    if isinstance(shape, Extent):
        return Shape((None,))
    if isinstance(shape, int):
        return Shape((shape,))
    return Shape(known(extent) for extent in shape)


def axis_in(axis, rank):
    """An axis counted from the front; raises where there is none."""
    axis = int(axis)
    if not -rank <= axis < rank:
        raise ValueError('axis %d is out of bounds for a tensor of rank %d' % (axis, rank))
    return axis % rank


def broadcast(*shapes):
    """The shape of arithmetic on tensors of these shapes."""
    if any(shape is None for shape in shapes):
        return None
    rank = max(len(shape) for shape in shapes)
    padded = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    result = []
    for extents in zip(*padded):
        wide = {extent for extent in extents if extent not in (1, None)}
        if len(wide) > 1:
            raise ValueError('Cannot broadcast shapes: %s' % ', '.join(str(tuple(shape)) for shape in shapes))
        result.append(wide.pop() if wide else None if None in extents else 1)
    return Shape(result)


def reshaped(shape, target):
    """`target` with its one `-1` worked out."""
    target = [known(extent) for extent in target]
    if -1 not in target:
        return Shape(target)
    rest = product(extent for extent in target if extent != -1)
    whole = product(shape) if shape is not None else None
    batch_kept = shape is not None and target[0] is None and shape[:1] == (None,)
    if batch_kept:
        rest, whole = product(extent for extent in target[1:] if extent != -1), product(shape[1:])
    if rest is not None and whole is not None:
        if rest == 0 or whole % rest:
            raise ValueError('cannot reshape a tensor of shape %s into shape %s' % (tuple(shape), tuple(target)))
        return Shape(whole // rest if extent == -1 else extent for extent in target)
    return Shape(None if extent == -1 else extent for extent in target)


def window(extent, kernel, stride, padding, dilation=1):
    """The extent after a window moved over it."""
    if extent is None:
        return None
    if padding == 'valid':
        result = -(-(extent - (kernel - 1) * dilation) // stride)
    else:
        result = -(-extent // stride)
    if result <= 0:
        raise ValueError('Computed output size would be negative. Received: an extent of %d for a window of %d' % (
            extent, (kernel - 1) * dilation + 1))
    return result


def per_axis(value, rank, name='value'):
    """`3` → `(3, 3)`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (int(value),) * rank
    value = tuple(int(one) for one in value)
    if len(value) == 1:
        value = value * rank
    if len(value) != rank:
        raise ValueError('The `%s` argument must be a tuple of %d integers. Received: %s' % (name, rank, value))
    return value


def joined(shapes, axis, name='Concatenate'):
    """Shapes joined along an axis; raises where another axis differs."""
    if any(shape is None for shape in shapes):
        return None
    rank = len(shapes[0])
    axis = axis_in(axis, rank)
    for shape in shapes:
        if len(shape) != rank or any(at != axis and None not in (a, b) and a != b for at, (a, b) in enumerate(zip(shape, shapes[0]))):
            raise ValueError('A `%s` layer requires inputs with matching shapes except for the concatenation axis. Received: input_shape=%s' % (
                name, [tuple(one) for one in shapes]))
    extents = [shape[axis] for shape in shapes]
    whole = None if None in extents else sum(extents)
    kept = [next((shape[at] for shape in shapes if shape[at] is not None), None) for at in range(rank)]
    return Shape(whole if at == axis else extent for at, extent in enumerate(kept))
