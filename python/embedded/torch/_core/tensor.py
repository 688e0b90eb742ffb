"""The tensor: a shape, a type and a place in the recording; entries only where they can be computed."""
import math

from skipscope.recording.errors import NeedsValues
from skipscope.recording.nodes import Node
from skipscope.recording.views import Handle

from . import call
from .call import carries, invoke
from .dtypes import Size, device
from .strides import contiguous, reshaped_strides


class Tensor:
    """Stands for a tensor of torch."""
    is_cuda = is_sparse = is_quantized = is_mps = is_meta = is_mkldnn = is_xpu = is_nested = is_vulkan = False
    names = None
    grad = None
    layout = 'torch.strided'
    volatile = False
    _made = ()

    def __new__(cls, *size, **keywords):
        from .creation import legacy
        return legacy(cls, size, keywords)

    def __init__(self, *size, **keywords):
        pass

    @staticmethod
    def _make(cls, shape, dtype, node=None, at=0):
        """A tensor of its own, of a node outside or inside the run."""
        tensor = object.__new__(cls)
        if node is None:
            node = Node('full', [], {'size': tuple(shape), 'fill_value': 0, 'dtype': dtype.name}, [(tuple(shape), dtype.name)])
            node.no_gradient = True
        tensor.__dict__.update(_handle=Handle((node, at)), _shape=Size(shape), _dtype=dtype, _strides=None, _requires=False)
        return tensor

    # What it is
    @property
    def shape(self):
        return self._shape

    @property
    def dtype(self):
        return self._dtype

    @property
    def device(self):
        return device('cpu')

    @property
    def ndim(self):
        return len(self._shape)

    def dim(self):
        return len(self._shape)

    ndimension = dim

    def size(self, dim=None):
        if dim is None:
            return self._shape
        from skipscope.recording.tidy import from_front
        return self._shape[from_front(dim, len(self._shape))]

    def numel(self):
        return math.prod(self._shape)

    nelement = numel

    def element_size(self):
        return self._dtype.itemsize

    @property
    def itemsize(self):
        return self._dtype.itemsize

    @property
    def nbytes(self):
        return self.numel() * self._dtype.itemsize

    def stride(self, dim=None):
        strides = self._strides if self._strides is not None else contiguous(self._shape)
        return strides if dim is None else strides[dim]

    def is_contiguous(self, memory_format=None):
        return self._strides is None

    def contiguous(self, memory_format=None):
        return self if self._strides is None else self._copy()

    def storage_offset(self):
        return 0

    def data_ptr(self):
        return id(self._handle.storage)

    def is_floating_point(self):
        return self._dtype.is_floating_point

    def is_complex(self):
        return self._dtype.is_complex

    def is_signed(self):
        return self._dtype.is_signed

    def get_device(self):
        return -1

    def __len__(self):
        if not self._shape:
            raise TypeError('len() of a 0-d tensor')
        return self._shape[0]

    def __iter__(self):
        if not self._shape:
            raise TypeError('iteration over a 0-d tensor')
        return iter(invoke('unbind', (self, 0), {}))

    def __hash__(self):
        return id(self)

    def __repr__(self):
        return 'tensor(shape=%s, dtype=%s)' % (list(self._shape), self._dtype)

    def __format__(self, told):
        if told and not self._shape:
            return format(self.item(), told)
        return repr(self)

    # Gradients
    @property
    def requires_grad(self):
        return self._requires or carries(self._handle.reference)

    @requires_grad.setter
    def requires_grad(self, wanted):
        self.requires_grad_(wanted)

    def requires_grad_(self, requires_grad=True):
        if requires_grad and self._dtype.category not in ('float', 'complex'):
            raise RuntimeError('only Tensors of floating point dtype can require gradients')
        self.__dict__['_requires'] = bool(requires_grad)
        return self

    @property
    def is_leaf(self):
        return self._requires or not carries(self._handle.reference)

    @property
    def grad_fn(self):
        return None if self.is_leaf else type('Backward', (), {'name': lambda self: 'Backward', 'next_functions': ()})()

    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
        return None

    def retain_grad(self):
        return None

    def register_hook(self, hook):
        from .hooks import RemovableHandle
        return RemovableHandle({})

    register_post_accumulate_grad_hook = register_hook

    @property
    def data(self):
        return invoke('detach', (self,), {})

    @data.setter
    def data(self, value):
        if not isinstance(value, Tensor):
            raise TypeError('Variable data has to be a tensor, but got %s' % type(value).__name__)
        self.__dict__.update(_shape=value._shape, _dtype=value._dtype, _strides=value._strides)
        self._handle.write(value._handle.current())

    def detach_(self):
        return self

    # Copies that change no entry
    def clone(self, memory_format=None):
        tensor = object.__new__(Tensor)
        tensor.__dict__.update(_handle=Handle(self._handle.current()), _shape=self._shape, _dtype=self._dtype, _strides=None,
                               _requires=False)
        return tensor

    _copy = clone

    def cpu(self, *arguments, **keywords):
        return self

    cuda = pin_memory = share_memory_ = npu = xpu = to_dense = coalesce = cpu

    def is_pinned(self, *arguments):
        return False

    is_shared = is_inference = is_pinned

    def is_same_size(self, other):
        return self._shape == other._shape

    def view(self, *shape, **keywords):
        if shape and not isinstance(shape[0], (int, tuple, list)) and not hasattr(shape[0], '__index__'):
            return invoke('to', (self, shape[0]), {})
        result = invoke('view', (self, *shape), keywords)
        if self._strides is not None and reshaped_strides(self._shape, self._strides, result._shape) is None:
            raise RuntimeError('view size is not compatible with input tensor\'s size and stride (at least one dimension spans '
                               'across two contiguous subspaces). Use .reshape(...) instead.')
        return result

    def __getitem__(self, index):
        return invoke('__getitem__', (self, index), {})

    def __setitem__(self, index, value):
        invoke('__setitem__', (self, index, value), {})

    def type(self, dtype=None, non_blocking=False):
        if dtype is None:
            return 'torch.%sTensor' % {'float32': 'Float', 'int64': 'Long', 'bool': 'Bool', 'float64': 'Double', 'int32': 'Int',
                                       'float16': 'Half', 'uint8': 'Byte'}.get(self._dtype.name, self._dtype.name)
        return invoke('type', (self, getattr(dtype, 'dtype', dtype)), {})

    def set_(self, source=None, *rest):
        if source is not None:
            self.data = source
        return self

    def resize_(self, *size, **keywords):
        size = size[0] if len(size) == 1 and isinstance(size[0], (tuple, list)) else size
        self.__dict__.update(_shape=Size(size), _handle=Tensor._make(Tensor, size, self._dtype)._handle, _strides=None)
        return self

    def apply_(self, function):
        raise NeedsValues('Tensor.apply_', self._shape)

    def __deepcopy__(self, memo):
        copy = object.__new__(type(self))
        memo[id(self)] = copy
        copy.__dict__.update(self.__dict__)
        copy.__dict__['_handle'] = Handle(self._handle.current())
        return copy

    def __copy__(self):
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        return copy

    def __contains__(self, entry):
        raise NeedsValues('in', self._shape)

    def __array__(self, *arguments):
        return self.numpy()

    @classmethod
    def __torch_function__(cls, function, types, arguments=(), keywords=None):
        return function(*arguments, **(keywords or {}))

    def as_subclass(self, kind):
        tensor = object.__new__(kind)
        tensor.__dict__.update(self.__dict__)
        return tensor


call.TENSOR[0] = Tensor
