"""Every operation as a function of `torch` and as a method of tensors, in all of torch's spellings."""
from skipscope.recording.aliases import NAMES
from skipscope.recording.rewrites import REWRITES
from skipscope.recording.signature import signatures

from .call import invoke
from .tensor import Tensor

OPERATORS = (
    'add sub mul truediv floordiv mod pow matmul and or xor lshift rshift'
).split()
COMPARISONS = 'lt le gt ge eq ne'.split()
# Methods that the tensor has of its own.
OWN = frozenset(dir(Tensor))


def function(raw):
    """The operation `torch.raw`."""
    def call(*arguments, **keywords):
        return invoke(raw, arguments, keywords)
    call.__name__ = call.__qualname__ = raw
    call.__module__ = 'torch'
    return call


def names():
    return [*signatures(), *REWRITES, *NAMES]


FUNCTIONS = {name: function(name) for name in names()}


def operator(name, raw):
    def call(self, other):
        if not understood(other):
            return NotImplemented
        return invoke(raw, (self, operand(other)), {})
    call.__name__ = '__%s__' % name
    return call


def understood(value):
    return isinstance(value, (Tensor, bool, int, float, complex)) or hasattr(value, '__float__') or hasattr(value, 'tolist')


def operand(value):
    """Numbers of NumPy as Python's, its arrays as tensors."""
    if isinstance(value, (Tensor, bool, int, float, complex)):
        return value
    if hasattr(value, 'tolist') and getattr(value, 'shape', ()):
        from .creation import tensor
        return tensor(value)
    return value.item() if hasattr(value, 'item') else float(value)


def comparison(name):
    def call(self, other):
        if other is None or isinstance(other, (str, tuple, list, dict)):
            return name == 'ne' if name in ('eq', 'ne') else NotImplemented
        return invoke(name, (self, operand(other)), {}) if understood(other) else NotImplemented
    call.__name__ = '__%s__' % name
    return call


def install():
    """Give `Tensor` its methods."""
    for name in OPERATORS:
        for form in (name, 'r' + name, 'i' + name):
            if form != 'imatmul':
                setattr(Tensor, '__%s__' % form, operator(form, '__%s__' % form))
    for name in COMPARISONS:
        setattr(Tensor, '__%s__' % name, comparison(name))
    Tensor.__hash__ = lambda self: id(self)
    Tensor.__neg__ = lambda self: invoke('neg', (self,), {})
    Tensor.__pos__ = lambda self: self
    Tensor.__abs__ = lambda self: invoke('abs', (self,), {})
    Tensor.__invert__ = lambda self: invoke('bitwise_not', (self,), {})
    for name, call in FUNCTIONS.items():
        if name not in OWN:
            setattr(Tensor, name, call)
        if name + '_' not in OWN and not name.startswith('_'):
            setattr(Tensor, name + '_', function(name + '_'))
    for name in ('T', 'mT', 'H', 'mH', 'real', 'imag'):
        setattr(Tensor, name, property(lambda self, name=name: invoke(name, (self,), {})))
    Tensor.where = lambda self, condition, other: invoke('where', (condition, self, other), {})
    Tensor.unfold = function('tensor_unfold')
    Tensor.max = function('max')
    for name in ('exponential_', 'geometric_', 'cauchy_', 'log_normal_', 'random_'):
        setattr(Tensor, name, drawn)
    Tensor.new_tensor = new_tensor
    Tensor.sigmoid, Tensor.tanh = FUNCTIONS['sigmoid'], FUNCTIONS['tanh']


def new_tensor(self, data, dtype=None, **keywords):
    from .creation import tensor
    return tensor(data, self._dtype if dtype is None else dtype)


def drawn(self, *arguments, **keywords):
    """A draw of another distribution: entries in [0, 1)."""
    return invoke('uniform_', (self,), {})
