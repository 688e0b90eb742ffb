"""The array: a shape, its entries in order, and one of NumPy's types."""
import math
import operator


class dtype:
    """`np.float32`: a type, and a function that makes a number of it."""

    def __init__(self, name, kind):
        self.name, self.kind = name, kind
        self.__name__ = name

    def __call__(self, value=0):
        if isinstance(value, (list, tuple, ndarray)):
            from .functions import array
            return array(value, self)
        return self.kind(value)

    def __repr__(self):
        return "dtype('%s')" % self.name

    def __str__(self):
        return self.name

    def __eq__(self, other):
        return self is other or getattr(other, 'name', other) == self.name or other is self.kind and self.name in ('float64', 'int64', 'bool')

    def __hash__(self):
        return hash(self.name)

    @property
    def type(self):
        return self


float16, float32, float64 = dtype('float16', float), dtype('float32', float), dtype('float64', float)
int8, int16, int32, int64, uint8 = (dtype(name, int) for name in ('int8', 'int16', 'int32', 'int64', 'uint8'))
bool_ = dtype('bool', bool)
NAMED = {kind.name: kind for kind in (float16, float32, float64, int8, int16, int32, int64, uint8, bool_)}


def as_dtype(told, entries=()):
    """A type given in any way; of the entries where none is given."""
    if isinstance(told, dtype):
        return told
    if told is None:
        kinds = {type(entry) for entry in entries}
        return bool_ if kinds == {bool} else int64 if kinds and kinds <= {int, bool} else float64
    if told in (float, int, bool):
        return {float: float64, int: int64, bool: bool_}[told]
    name = str(told).rpartition('.')[2]
    return NAMED.get({'float': 'float64', 'int': 'int64', 'f4': 'float32', 'i8': 'int64'}.get(name, name), float64)


def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + tuple(a), (1,) * (n - len(b)) + tuple(b)
    if any(x != y and 1 not in (x, y) for x, y in zip(a, b)):
        raise ValueError('operands could not be broadcast together with shapes %s %s ' % (a, b))
    return tuple(y if x == 1 else x for x, y in zip(a, b))


def strides_of(shape):
    told, step = [], 1
    for extent in reversed(shape):
        told.append(step)
        step *= extent
    return told[::-1]


def offsets(shape, strides, start=0):
    told = [start]
    for extent, stride in zip(shape, strides):
        told = [base + at * stride for base in told for at in range(extent)]
    return told


class ndarray:
    """Views share nothing: a slice is a copy, a write goes to the array that is written."""
    __slots__ = ('shape', 'entries', 'dtype')
    __array_priority__ = 0

    def __init__(self, shape, entries=None, kind=None):
        self.shape = tuple(shape)
        self.entries = [0.0] * math.prod(self.shape) if entries is None else entries
        self.dtype = as_dtype(kind, self.entries[:64])

    ndim = property(lambda self: len(self.shape))
    size = property(lambda self: len(self.entries))
    T = property(lambda self: self.transpose())
    flat = property(lambda self: iter(self.entries))

    def __len__(self):
        if not self.shape:
            raise TypeError('len() of unsized object')
        return self.shape[0]

    def __iter__(self):
        return (self[at] for at in range(len(self)))

    def __repr__(self):
        return 'array(%s)' % self.tolist()

    def tolist(self):
        def nest(shape, entries):
            if not shape:
                return entries[0]
            step = len(entries) // shape[0] if shape[0] else 0
            return [nest(shape[1:], entries[at * step:(at + 1) * step]) for at in range(shape[0])]
        return nest(self.shape, self.entries)

    def item(self, *index):
        if index:
            return self[index if len(index) > 1 else index[0]]
        if self.size != 1:
            raise ValueError('can only convert an array of size 1 to a Python scalar')
        return self.entries[0]

    def __float__(self):
        return float(self.item())

    def __int__(self):
        return int(self.item())

    def __index__(self):
        return operator.index(self.item())

    def __bool__(self):
        if self.size != 1:
            raise ValueError('The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()')
        return bool(self.item())

    def copy(self):
        return ndarray(self.shape, list(self.entries), self.dtype)

    def astype(self, kind, copy=True):
        kind = as_dtype(kind)
        return ndarray(self.shape, [kind.kind(entry) for entry in self.entries], kind)

    def reshape(self, *shape):
        shape = list(shape[0]) if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else list(shape)
        if -1 in shape:
            known = math.prod(extent for extent in shape if extent != -1)
            shape[shape.index(-1)] = self.size // known if known else 0
        if math.prod(shape) != self.size:
            raise ValueError('cannot reshape array of size %d into shape %s' % (self.size, tuple(shape)))
        return ndarray(shape, list(self.entries), self.dtype)

    def flatten(self):
        return self.reshape(-1)

    ravel = flatten

    def transpose(self, *axes):
        axes = axes[0] if len(axes) == 1 and isinstance(axes[0], (tuple, list)) else axes or tuple(range(self.ndim))[::-1]
        strides = strides_of(self.shape)
        shape = [self.shape[axis] for axis in axes]
        return ndarray(shape, [self.entries[at] for at in offsets(shape, [strides[axis] for axis in axes])], self.dtype)

    def squeeze(self, axis=None):
        return self.reshape([n for at, n in enumerate(self.shape) if n != 1 or axis is not None and at != axis % self.ndim])

    def spread(self, shape):
        if self.shape == tuple(shape):
            return self.entries
        lead = len(shape) - self.ndim
        strides = [0] * lead + [0 if n == 1 else s for n, s in zip(self.shape, strides_of(self.shape))]
        return [self.entries[at] for at in offsets(shape, strides)]

    def places(self, index):
        """(offsets, shape) of what an index shows."""
        if isinstance(index, ndarray) and index.dtype is bool_ and index.shape == self.shape:
            told = [at for at, flag in enumerate(index.entries) if flag]
            return told, (len(told),)
        index = list(index) if isinstance(index, tuple) else [index]
        if Ellipsis in [one for one in index if one is Ellipsis]:
            at = next(k for k, one in enumerate(index) if one is Ellipsis)
            index[at:at + 1] = [slice(None)] * (self.ndim - sum(one is not None and one is not Ellipsis for one in index))
        index = [list(one) if isinstance(one, range) else one for one in index]
        if sum(isinstance(one, (list, ndarray)) for one in index) > 1:
            return self.points(index)
        strides, told, shape, dim = strides_of(self.shape), [0], [], 0
        for one in index:
            if one is None:
                shape.append(1)
                continue
            if dim >= self.ndim:
                raise IndexError('too many indices for array: array is %d-dimensional' % self.ndim)
            extent, step = self.shape[dim], strides[dim]
            if isinstance(one, slice):
                picked = range(*one.indices(extent))
                shape.append(len(picked))
            elif isinstance(one, (list, ndarray)):
                picked = [at for at, flag in enumerate(one) if flag] if len(one) and isinstance(list(one)[0], bool) else list(one)
                shape.append(len(picked))
            else:
                one = operator.index(one)
                if not -extent <= one < extent:
                    raise IndexError('index %d is out of bounds for axis %d with size %d' % (one, dim, extent))
                picked = [one]
            told = [base + (at % extent) * step for base in told for at in picked]
            dim += 1
        rest = self.shape[dim:]
        told = [base + at for base in told for at in offsets(rest, strides[dim:])]
        return told, (*shape, *rest)

    def points(self, index):
        """As `places`, of lists that go together: one place for each entry of them."""
        if len(index) != self.ndim or not all(isinstance(one, (list, ndarray)) for one in index):
            raise NotImplementedError('lists of places beside other indices')
        strides = strides_of(self.shape)
        rows = zip(*(as_array(one).entries for one in index))
        told = [sum((at % extent) * step for at, extent, step in zip(row, self.shape, strides)) for row in rows]
        return told, (len(told),)

    def __getitem__(self, index):
        told, shape = self.places(index)
        return ndarray(shape, [self.entries[at] for at in told], self.dtype) if shape else self.entries[told[0]]

    def __setitem__(self, index, value):
        told, shape = self.places(index)
        entries = as_array(value).spread(shape)
        for at, entry in zip(told, entries):
            self.entries[at] = self.dtype.kind(entry)

    def fill(self, value):
        self.entries = [self.dtype.kind(value)] * self.size

    def __matmul__(self, other):
        from .functions import dot
        return dot(self, other)

    def __neg__(self):
        return ndarray(self.shape, [-entry for entry in self.entries], self.dtype)

    def __abs__(self):
        return ndarray(self.shape, [abs(entry) for entry in self.entries], self.dtype)

    def __invert__(self):
        return ndarray(self.shape, [not entry if self.dtype is bool_ else ~entry for entry in self.entries], self.dtype)

    __hash__ = None


def as_array(value):
    if isinstance(value, ndarray):
        return value
    from .functions import array
    return array(value)


def elementwise(function, a, b):
    a, b = as_array(a), as_array(b)
    shape = broadcast_shape(a.shape, b.shape)
    made = ndarray(shape, [function(x, y) for x, y in zip(a.spread(shape), b.spread(shape))])
    if made.dtype is float64 and float32 in (a.dtype, b.dtype) and float64 not in (a.dtype if a.shape else None, b.dtype if b.shape else None):
        made.dtype = float32
    return made if shape else made.entries[0]


def divided(a, b):
    return a / b if b else math.nan if not a else math.copysign(math.inf, a)


OPERATORS = {'add': operator.add, 'sub': operator.sub, 'mul': operator.mul, 'truediv': divided, 'floordiv': operator.floordiv, 'mod': operator.mod,
             'pow': operator.pow, 'lt': operator.lt, 'le': operator.le, 'gt': operator.gt, 'ge': operator.ge, 'eq': operator.eq, 'ne': operator.ne,
             'and': operator.and_, 'or': operator.or_, 'xor': operator.xor}


def install(name, function):
    def usable(other):
        return isinstance(other, (ndarray, int, float, list, tuple, bool))

    def call(self, other):
        return elementwise(function, self, other) if usable(other) else NotImplemented

    def swapped(self, other):
        return elementwise(function, other, self) if usable(other) else NotImplemented
    setattr(ndarray, '__%s__' % name, call)
    if name not in ('lt', 'le', 'gt', 'ge', 'eq', 'ne'):
        setattr(ndarray, '__r%s__' % name, swapped)


for one, rule in OPERATORS.items():
    install(one, rule)
