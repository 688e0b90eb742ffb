"""Functions of `torch` that are no operations on tensors: settings, questions, files."""
from ._core.call import invoke
from ._core.dtypes import Size, default_dtype, promoted, set_default
from ._core.grad import enabled
from ._core.reading import allclose, equal
from ._core.tensor import Tensor
from ._core.values import draw_again
from skipscope.recording import current
from skipscope.recording.errors import NeedsValues
from skipscope.recording.notes import leave_note

__all__ = [
    'Generator', 'Storage', 'UntypedStorage', 'allclose', 'are_deterministic_algorithms_enabled', 'asarray', 'atleast_1d', 'atleast_2d',
    'atleast_3d', 'broadcast_shapes', 'can_cast', 'channels_last', 'channels_last_3d', 'chain_matmul', 'compile', 'contiguous_format',
    'default_generator', 'empty_strided', 'equal', 'from_numpy', 'frombuffer', 'get_default_device', 'get_default_dtype',
    'get_float32_matmul_precision', 'get_num_threads', 'get_rng_state', 'initial_seed', 'is_complex', 'is_conj', 'is_deterministic',
    'is_floating_point', 'is_grad_enabled', 'is_inference_mode_enabled', 'is_nonzero', 'is_storage', 'is_tensor', 'layout', 'load', 'manual_seed',
    'memory_format', 'normal', 'numel', 'preserve_format', 'promote_types', 'result_type', 'save', 'scalar_tensor', 'seed', 'set_default_device',
    'set_default_dtype', 'set_default_tensor_type', 'set_float32_matmul_precision', 'set_flush_denormal', 'set_num_interop_threads',
    'set_num_threads', 'set_printoptions', 'set_rng_state', 'strided', 'sparse_coo', 'typename', 'use_deterministic_algorithms', 'vmap',
    '_assert', 'Tag', 'sym_int', 'clone', 'empty_permuted']


class memory_format:
    """`torch.channels_last` and its like."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return 'torch.' + self.name


class layout(memory_format):
    """`torch.strided`."""


channels_last, channels_last_3d = memory_format('channels_last'), memory_format('channels_last_3d')
contiguous_format, preserve_format = memory_format('contiguous_format'), memory_format('preserve_format')
strided, sparse_coo = layout('strided'), layout('sparse_coo')


class Generator:
    """Draws of the stand-in come from a fixed seed, whatever a generator says."""

    def __init__(self, device='cpu'):
        self.device = device

    def manual_seed(self, seed):
        return self

    def seed(self):
        return 0

    initial_seed = seed

    def get_state(self):
        return None

    def set_state(self, state):
        return None


class Storage:
    """Not known beyond its name."""


class Tag:
    """Not known beyond its name."""


UntypedStorage = Storage
default_generator = Generator()


def manual_seed(seed):
    draw_again(seed)
    return default_generator


def seed():
    return 0


initial_seed = seed


def get_rng_state(*arguments):
    """No operation of a model."""
    builder, current.builder = current.builder, None
    try:
        return invoke('zeros', (1,), {})
    finally:
        current.builder = builder


def set_rng_state(*arguments):
    return None


def nothing(*arguments, **keywords):
    return None


set_default_device = set_float32_matmul_precision = set_flush_denormal = set_num_interop_threads = set_num_threads = nothing
set_printoptions = use_deterministic_algorithms = nothing


def no(*arguments, **keywords):
    return False


are_deterministic_algorithms_enabled = is_inference_mode_enabled = is_storage = is_conj = is_deterministic = no


def get_num_threads():
    return 1


def get_float32_matmul_precision():
    return 'highest'


def get_default_device():
    from ._core.dtypes import device
    return device('cpu')


get_default_dtype = default_dtype
set_default_dtype = set_default_tensor_type = set_default


def is_grad_enabled():
    return enabled()


def is_tensor(obj):
    return isinstance(obj, Tensor)


def is_floating_point(input):
    return input._dtype.is_floating_point


def is_complex(input):
    return input._dtype.is_complex


def is_nonzero(input):
    return bool(input)


def numel(input):
    return input.numel()


def clone(input, memory_format=None):
    return input.clone()


def result_type(a, b):
    return promoted(a, b)


def promote_types(a, b):
    from ._core.dtypes import larger
    return larger(a, b)


def can_cast(a, b):
    return a.rank <= b.rank


def typename(obj):
    return '%s.%s' % (type(obj).__module__, type(obj).__name__)


def compile(model=None, *arguments, **keywords):
    """Compilation changes nothing that the recording tells."""
    return model if model is not None else lambda function: function


def vmap(func, in_dims=0, out_dims=0, **keywords):
    from skipscope.recording.errors import UnknownOperation

    def call(*arguments, **named):
        raise UnknownOperation('torch.vmap')
    return call


def save(*arguments, **keywords):
    leave_note('statement left out', 'torch.save')


def load(f, *arguments, **keywords):
    leave_note('weights not loaded', 'torch.load')
    return {}


def from_numpy(ndarray):
    from ._core.creation import tensor
    return tensor(ndarray)


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False):
    from ._core.creation import as_tensor
    return as_tensor(obj, dtype)


def frombuffer(*arguments, **keywords):
    raise NeedsValues('torch.frombuffer')


def scalar_tensor(value, dtype=None, **keywords):
    from ._core.creation import tensor
    return tensor(float(value), dtype)


def normal(mean=0.0, std=1.0, size=None, *, generator=None, out=None, dtype=None, **keywords):
    """Numbers and a size, or tensors of means and deviations."""
    if size is not None:
        made = invoke('randn', (tuple(size),), {'dtype': dtype})
        return made if (mean, std) == (0, 1) else made * std + mean
    tensors = [one for one in (mean, std) if isinstance(one, Tensor)]
    made = invoke('randn', (broadcast_shapes(*[one.shape for one in tensors]),), {'dtype': tensors[0]._dtype})
    return made * std + mean


def empty_strided(size, stride, **keywords):
    return invoke('zeros', (tuple(size),), {'dtype': keywords.get('dtype')})


def empty_permuted(size, physical_layout, **keywords):
    return invoke('zeros', (tuple(size),), {'dtype': keywords.get('dtype')})


def broadcast_shapes(*shapes):
    from ._operations.linear import broadcast_extents
    result = ()
    for shape in shapes:
        result = broadcast_extents(result, (shape,) if isinstance(shape, int) else tuple(shape))
    return Size(result)


def at_least(rank):
    def call(*tensors):
        told = tensors[0] if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else tensors
        made = []
        for tensor in told:
            while tensor.dim() < rank:
                tensor = tensor.unsqueeze(0)
            made.append(tensor)
        return made[0] if len(tensors) == 1 and isinstance(tensors[0], Tensor) else tuple(made)
    return call


atleast_1d, atleast_2d, atleast_3d = map(at_least, (1, 2, 3))


def chain_matmul(*matrices):
    result = matrices[0]
    for matrix in matrices[1:]:
        result = result @ matrix
    return result


def sym_int(value):
    return int(value)


def _assert(condition, message=''):
    if not isinstance(condition, Tensor):
        assert condition, message
