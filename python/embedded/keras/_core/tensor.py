"""The tensor of a graph: a shape, a type, and the call that made it."""
import collections

from skipscope.recording.errors import NeedsValues, UnknownOperation

from .shapes import Shape, told

History = collections.namedtuple('History', 'operation node_index tensor_index')


def dtype_name(dtype):
    """`float32` of `tf.float32`, `np.float32` or the text itself."""
    if dtype is None:
        return 'float32'
    name = getattr(dtype, 'name', None) or getattr(dtype, 'compute_dtype', None) or getattr(dtype, '__name__', None) or str(dtype)
    return {'float': 'float32', 'int': 'int32', 'mixed_float16': 'float16', 'mixed_bfloat16': 'bfloat16'}.get(name, name)


class KerasTensor:
    """`node` made it; None for what stands alone, such as a weight."""
    requires_grad = True
    is_variable = False

    def __init__(self, shape, dtype='float32', name=None, node=None, index=0):
        self._shape = told(shape)
        self.dtype = dtype_name(dtype)
        self.name = name
        self.node = node
        self.index = index
        self._keras_mask = None

    @property
    def known_shape(self):
        """The shape, or None if its rank is not known."""
        return self._shape

    @property
    def shape(self):
        if self._shape is None:
            raise UnknownOperation(type(self.node.operation).__name__ if self.node else 'shape')
        return self._shape

    @shape.setter
    def shape(self, shape):
        self._shape = told(shape)

    def get_shape(self):
        return self.shape

    def set_shape(self, shape):
        self._shape = told(shape)

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def _keras_history(self):
        return History(self.node.operation, self.node.index, self.index)

    @property
    def _keras_shape(self):
        return self.shape

    @property
    def op(self):
        return self.node.operation

    def __bool__(self):
        raise NeedsValues('bool')

    def __float__(self):
        raise NeedsValues('float')

    def __int__(self):
        raise NeedsValues('int')

    def numpy(self):
        raise NeedsValues('numpy')

    def __len__(self):
        extent = self.shape[0]
        if extent is None:
            raise NeedsValues('len')
        return extent

    def __iter__(self):
        extent = self.shape[0]
        if extent is None:
            raise TypeError('Iterating over a symbolic KerasTensor is not supported.')
        return (self[at] for at in range(extent))

    def __array__(self, *arguments, **keywords):
        raise NeedsValues('numpy.array')

    def __getattr__(self, name):
        if name.startswith('_') or name not in ('reshape', 'astype', 'sum', 'mean', 'transpose', 'max', 'min'):
            raise AttributeError("'KerasTensor' object has no attribute '%s'" % name)
        from .. import ops
        function = {'astype': 'cast'}.get(name, name)
        return lambda *arguments, **keywords: getattr(ops, function)(self, *arguments, **keywords)

    def __repr__(self):
        return '<KerasTensor shape=%s, dtype=%s, name=%s>' % (self._shape, self.dtype, self.name)

    def __hash__(self):
        return id(self)

    def __eq__(self, other):
        return self is other


def _binary(name, swapped):
    def method(self, other):
        from .. import ops
        function = getattr(ops, name)
        return function(other, self) if swapped else function(self, other)
    return method


for _sign, _name in {'add': 'add', 'sub': 'subtract', 'mul': 'multiply', 'truediv': 'true_divide', 'floordiv': 'floor_divide', 'pow': 'power',
                     'mod': 'mod', 'matmul': 'matmul'}.items():
    setattr(KerasTensor, '__%s__' % _sign, _binary(_name, False))
    setattr(KerasTensor, '__r%s__' % _sign, _binary(_name, True))
for _sign, _name in {'lt': 'less', 'le': 'less_equal', 'gt': 'greater', 'ge': 'greater_equal', 'ne': 'not_equal', 'and': 'logical_and',
                     'or': 'logical_or'}.items():
    setattr(KerasTensor, '__%s__' % _sign, _binary(_name, False))


def _unary(name):
    def method(self):
        from .. import ops
        return getattr(ops, name)(self)
    return method


for _sign, _name in {'neg': 'negative', 'abs': 'absolute', 'invert': 'logical_not'}.items():
    setattr(KerasTensor, '__%s__' % _sign, _unary(_name))


def _getitem(self, key):
    from .. import ops
    return ops.get_item(self, key)


KerasTensor.__getitem__ = _getitem


class Variable(KerasTensor):
    """A weight that a layer of the user's own makes, with the initialiser that it starts from."""
    is_variable = True

    def __init__(self, initializer=None, shape=None, dtype='float32', trainable=True, name=None, **keywords):
        if shape is None:
            shape = getattr(initializer, 'shape', ())
        super().__init__(shape if shape is not None else (), dtype, name)
        self.initializer = initializer
        self.trainable = trainable
        self.owner = None

    @property
    def value(self):
        return self

    def assign(self, value, **keywords):
        return self

    assign_add = assign_sub = assign

    def read_value(self):
        return self


class Derived(KerasTensor):
    """A value outside the graph: of a shape, computed from weights. `fill`: the number that all of its entries are."""
    is_variable = True
    owner = None
    initializer = None
    trainable = True

    def __init__(self, shape, dtype, weights, fill=None):
        super().__init__(shape, dtype)
        # Values computed from computed ones come from the same weights.
        roots = [root for one in weights for root in (one.weights if isinstance(one, Derived) else [one])]
        self.weights = list(dict.fromkeys(roots))
        self.fill = fill


def tensors_in(value):
    """Every tensor of a graph in a value, in order."""
    if isinstance(value, KerasTensor):
        return [value]
    if isinstance(value, (list, tuple)):
        return [found for entry in value for found in tensors_in(entry)]
    if isinstance(value, dict):
        return [found for entry in value.values() for found in tensors_in(entry)]
    return []


def mapped(value, change):
    """The value with each tensor changed."""
    if isinstance(value, KerasTensor):
        return change(value)
    if isinstance(value, Shape):
        return value
    if isinstance(value, (list, tuple)):
        entries = [mapped(entry, change) for entry in value]
        if hasattr(value, '_fields'):
            return type(value)(*entries)
        return type(value)(entries)
    if isinstance(value, dict):
        return {key: mapped(entry, change) for key, entry in value.items()}
    return value
