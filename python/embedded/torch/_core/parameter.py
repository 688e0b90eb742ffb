"""Parameters and buffers."""
import sys

from skipscope.recording import current
from skipscope.recording.views import Handle

from .call import carries
from .dtypes import float32
from .tensor import Tensor


class Parameter(Tensor):
    """`nn.Parameter(data)`: a leaf that requires a gradient."""

    def __new__(cls, data=None, requires_grad=True):
        tensor = object.__new__(cls)
        if data is None:
            data = Tensor._make(Tensor, (0,), float32)
        if not isinstance(data, Tensor):
            raise TypeError('Variable data has to be a tensor, but got %s' % type(data).__name__)
        if current.builder is not None and carries(data._handle.current()):
            # A leaf: no gradient goes back to what it is made of.
            data = data.detach()
        tensor.__dict__.update(_handle=Handle(data._handle.current()), _shape=data._shape, _dtype=data._dtype, _strides=data._strides,
                               _requires=False, _made=())
        if requires_grad:
            tensor.requires_grad_(True)
        note_made(tensor)
        return tensor

    def __init__(self, data=None, requires_grad=True):
        pass

    def __repr__(self):
        return 'Parameter containing:\n' + Tensor.__repr__(self)


class Buffer(Tensor):
    """`nn.Buffer(data)`."""

    def __new__(cls, data=None, *, persistent=True):
        tensor = object.__new__(cls)
        tensor.__dict__.update(data.__dict__, persistent=persistent)
        return tensor

    def __init__(self, data=None, *, persistent=True):
        pass


def note_made(thing):
    """Remember where a parameter or a module was made."""
    noting = current.making
    if noting is not None:
        thing.__dict__['_made'] = noting.frames(sys._getframe(2), 6)
