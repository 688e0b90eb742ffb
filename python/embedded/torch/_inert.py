"""Packages of torch that do nothing here: devices, compilers, profilers, distribution. Names that are not listed raise when they are called."""
import contextlib
import importlib.machinery
import sys
import types

from ._core.grad import no_grad
from ._core.methods import FUNCTIONS, function
from ._core.tensor import Tensor
from ._kinds import is_of
from ._missing import Missing
from ._autocast import autocast
from ._top import Generator


class Package(types.ModuleType):
    """A module that answers any public name."""

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Missing('%s.%s' % (self.__name__, name), True)


class Finder:
    """Modules below a package that does nothing do nothing either: `torch._dynamo.utils`."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        parent = sys.modules.get(name.rpartition('.')[0])
        if not isinstance(parent, Package) or parent.__name__.startswith('torch.nn.modules'):
            return None
        return importlib.machinery.ModuleSpec(name, Finder, is_package=True)

    @staticmethod
    def create_module(spec):
        return Package(spec.name)

    @staticmethod
    def exec_module(module):
        return None


def nothing(*arguments, **keywords):
    return None


def no(*arguments, **keywords):
    return False


def zero(*arguments, **keywords):
    return 0


def decorator(function=None, *arguments, **keywords):
    """As it is, with or without brackets."""
    return function if callable(function) else lambda inner: inner


class Flags:
    """`torch.backends.cudnn` and its like: settings that are kept."""
    enabled = benchmark = deterministic = allow_tf32 = False

    @staticmethod
    def is_available():
        return False

    def flags(self, *arguments, **keywords):
        return contextlib.nullcontext()

    sdp_kernel = flags
    flash_sdp_enabled = mem_efficient_sdp_enabled = math_sdp_enabled = cudnn_sdp_enabled = is_available

    @staticmethod
    def enable_flash_sdp(enabled):
        return None

    enable_mem_efficient_sdp = enable_math_sdp = enable_cudnn_sdp = enable_flash_sdp


class Final:
    def __class_getitem__(cls, kind):
        return kind


class GradScaler:
    def __init__(self, *arguments, **keywords):
        pass

    def scale(self, loss):
        return loss

    step = update = unscale_ = nothing


class Stream(contextlib.nullcontext):
    def __init__(self, *arguments, **keywords):
        super().__init__(self)


def first(value, *arguments, **keywords):
    return value


CUDA = dict(is_available=no, device_count=zero, current_device=zero, empty_cache=nothing, synchronize=nothing, manual_seed=nothing,
            manual_seed_all=nothing, get_device_name=lambda *a: '', memory_allocated=zero, max_memory_allocated=zero, set_device=nothing,
            reset_peak_memory_stats=nothing, is_bf16_supported=no, get_device_capability=lambda *a: (0, 0), seed=nothing, is_initialized=no,
            memory_reserved=zero, Stream=Stream, Event=Stream, stream=first, device=Stream, init=nothing)
AMP = dict(autocast=autocast, GradScaler=GradScaler, custom_fwd=decorator, custom_bwd=decorator)
JIT = dict(script=decorator, trace=first, ignore=decorator, unused=decorator, export=decorator, script_method=decorator, interface=decorator,
           is_scripting=no, is_tracing=no, Final=Final, annotate=lambda kind, value: value, script_if_tracing=decorator, freeze=first,
           _overload=decorator, _overload_method=decorator, _script_if_tracing=decorator, isinstance=is_of, optimize_for_inference=first,
           Attribute=lambda value, kind=None: value, load=nothing, save=nothing, ScriptModule=None, ScriptFunction=type('ScriptFunction', (), {}),
           fuser=lambda *a: contextlib.nullcontext())
DISTRIBUTED = dict(is_available=no, is_initialized=no, get_rank=zero, get_world_size=lambda *a, **k: 1, init_process_group=nothing, barrier=nothing,
                   all_reduce=nothing, all_gather=nothing, broadcast=nothing, destroy_process_group=nothing, reduce=nothing, ReduceOp=Flags,
                   is_nccl_available=no, ProcessGroup=type('ProcessGroup', (), {}))
LISTS = {name: Final for name in ('BroadcastingList1', 'BroadcastingList2', 'BroadcastingList3', 'BroadcastingList4', 'BroadcastingList5',
                                   'BroadcastingList6')}
TYPES = dict(Tensor=Tensor, Device=object, Number=object, _size=object, _int=int, _float=float, _bool=bool, _dtype=object, _device=object)


def family(prefix, names):
    """`torch.fft.rfft2` is the operation `fft_rfft2`."""
    return {name: function('%s_%s' % (prefix, name)) if '%s_%s' % (prefix, name) in FUNCTIONS else FUNCTIONS[name] for name in names.split()}


FFT = 'fft ifft rfft irfft fft2 ifft2 rfft2 irfft2 fftn ifftn rfftn irfftn fftshift ifftshift'
LINALG = 'norm vector_norm matrix_norm inv det svd qr eigh cholesky solve cross matmul matrix_exp diagonal'
SPECIAL = 'logit expit erf erfinv softmax log_softmax'
PACKAGES = {
    'cuda': CUDA, 'cuda.amp': AMP, 'cuda.amp.autocast_mode': AMP, 'cuda.nvtx': dict(range_push=nothing, range_pop=nothing), 'amp': AMP,
    'amp.autocast_mode': AMP, 'cpu': dict(is_available=lambda: True), 'cpu.amp': AMP, 'xpu': dict(is_available=no, device_count=zero),
    'accelerator': dict(is_available=no, device_count=zero, current_accelerator=nothing, current_device_index=zero, set_device_index=nothing,
                        synchronize=nothing, empty_cache=nothing),
    'mps': dict(is_available=no, manual_seed=nothing, empty_cache=nothing), 'backends': {}, 'backends.cudnn': {}, 'backends.cuda': {},
    'backends.mps': dict(is_available=no, is_built=no), 'backends.mkldnn': {}, 'backends.openmp': {}, 'backends.quantized': {},
    'jit': JIT, 'jit.annotations': LISTS, '_jit_internal': dict(LISTS, **{k: JIT[k] for k in ('Final', 'unused', 'ignore', 'export', '_overload')},
                                                               boolean_dispatch=lambda **k: k['if_false']),
    'jit._trace': {}, 'jit._script': {}, 'distributed': DISTRIBUTED, 'distributed.nn': {}, 'distributed.fsdp': {},
    'distributed.optim': {}, 'distributed.algorithms': {}, 'distributed.elastic': {}, 'distributed.device_mesh': {}, 'distributed.tensor': {},
    '_C': dict(_log_api_usage_once=nothing, _jit_set_profiling_executor=nothing, _jit_set_profiling_mode=nothing, Generator=Generator),
    '_utils': {}, 'version': dict(cuda=None, hip=None, __version__='2.13.0'), 'types': TYPES, 'overrides': dict(
        has_torch_function=no, handle_torch_function=nothing, is_tensor_like=lambda value: isinstance(value, Tensor)),
    'hub': dict(get_dir=lambda: '', set_dir=nothing), 'fx': dict(wrap=decorator), 'fx.experimental': {}, 'fx.node': {}, 'fx.graph': {},
    'onnx': dict(is_in_onnx_export=no, export=nothing), 'onnx.symbolic_helper': {}, 'testing': {}, 'testing._internal': {},
    'profiler': {}, 'autograd.profiler': {}, 'autograd.variable': {}, 'compiler': dict(disable=decorator, is_compiling=no, allow_in_graph=decorator),
    '_dynamo': dict(disable=decorator, reset=nothing, is_compiling=no, allow_in_graph=decorator), '_dynamo.config': {}, '_inductor': {}, '_inductor.config': {},
    'library': dict(), 'ops': {}, 'classes': {}, 'multiprocessing': dict(set_start_method=nothing, set_sharing_strategy=nothing),
    'random': dict(manual_seed=nothing, fork_rng=lambda *a, **k: contextlib.nullcontext()), 'serialization': {}, 'sparse': {}, 'export': {}, 'func': {},
    'ao': {}, 'ao.nn': {}, 'ao.quantization': {}, 'quantization': {}, 'package': {}, 'futures': {}, 'monitor': {}, 'storage': {}, '_tensor': dict(Tensor=Tensor),
    'utils.tensorboard': {}, 'utils.model_zoo': {}, 'utils.cpp_extension': {}, 'utils.benchmark': {}, 'utils.mobile_optimizer': {},
    'utils.data.distributed': {}, 'utils.data.dataloader': {}, 'utils.data.dataset': {}, 'utils.data.sampler': {}, 'utils.hooks': {}, 'utils.flop_counter': {},
    'utils.data._utils': {}, 'utils.data._utils.collate': {}, 'nn.quantized': {}, 'nn.attention': {}, 'nn.attention.flex_attention': {}, 'nn.intrinsic': {},
    'nn.qat': {}, 'nn.utils.weight_norm': {}, 'nn.utils.spectral_norm': {}, 'nn.utils.stateless': {}, 'nn.utils.fusion': {}, 'nn.utils.clip_grad': {},
    'nn.utils.prune': {}, 'nn.common_types': {name: object for name in (
        '_size_1_t', '_size_2_t', '_size_3_t', '_size_any_t', '_ratio_2_t', '_ratio_3_t', '_ratio_any_t', '_scalar_or_tuple_any_t')},
    'nn.parallel.distributed': {}, 'nn.parallel.scatter_gather': {}, 'nn.parallel.data_parallel': {}, 'nn.grad': {}, 'nn.backends': {},
    'optim.optimizer': {}, 'optim.swa_utils': {}, 'optim.sgd': {}, 'optim.adam': {}, 'optim.adamw': {},
}
# Where a name of these packages is to be found.
SAME = {'nn.utils.weight_norm': 'nn.utils', 'nn.utils.spectral_norm': 'nn.utils', 'nn.utils.clip_grad': 'nn.utils', 'nn.utils.fusion': 'nn.utils',
        'utils.data.dataloader': 'utils.data', 'utils.data.dataset': 'utils.data', 'utils.data.sampler': 'utils.data',
        'utils.data.distributed': 'utils.data', 'nn.parallel.distributed': 'nn.parallel', 'nn.parallel.data_parallel': 'nn.parallel',
        'optim.optimizer': 'optim', 'optim.sgd': 'optim', 'optim.adam': 'optim', 'optim.adamw': 'optim', 'autograd.variable': 'autograd',
        'nn.utils.prune': 'nn.utils', 'utils.data._utils.collate': 'utils.data'}
MODULES = ('batchnorm', 'dropout', 'pooling', 'container', 'padding', 'instancenorm', 'flatten', 'pixelshuffle', 'upsampling', 'fold', 'distance',
           'channelshuffle', 'adaptive')


def package(root, name, entries):
    whole = '%s.%s' % (root, name)
    made = Package(whole)
    # Without a file it would be a folder of packages.
    made.__dict__.update(entries, __path__=[], __file__=vars(sys.modules[root]).get('__file__'))
    sys.modules[whole] = made
    parent, _, last = whole.rpartition('.')
    if last not in vars(sys.modules[parent]):
        setattr(sys.modules[parent], last, made)
    return made


def install(root):
    """Put the packages where `import torch.cuda.amp` finds them."""
    torch = sys.modules[root]
    sys.meta_path.append(Finder)
    for name, entries in PACKAGES.items():
        package(root, name, entries)
    for name, source in SAME.items():
        told = vars(sys.modules['%s.%s' % (root, source)])
        vars(sys.modules['%s.%s' % (root, name)]).update({k: v for k, v in told.items() if not k.startswith('__')})
    for name, members in (('fft', family('fft', FFT)), ('linalg', family('linalg', LINALG)), ('special', family('special', SPECIAL))):
        package(root, name, members)
    torch.functional = sys.modules[root + '.functional'] = torch
    torch.backends.cudnn, torch.backends.cuda = Flags(), Flags()
    torch.backends.cuda.matmul = torch.backends.cudnn.conv = Flags()
    sys.modules[root + '.backends.cudnn'], sys.modules[root + '.backends.cuda'] = torch.backends.cudnn, torch.backends.cuda
    torch.jit.ScriptModule = torch.nn.Module
    torch.fx.GraphModule = torch.nn.Module
    torch.autograd.no_grad = no_grad
    for name in ('load_state_dict_from_url', 'load_url'):
        torch.hub.__dict__[name] = torch.utils.model_zoo.__dict__[name] = lambda *a, **k: torch.load('')
    modules = {k: v for k, v in vars(torch.nn.modules).items() if not k.startswith('__')}
    private = {k: v for source in ('conv', 'normalization', 'loss', 'rnn', 'utils') for k, v in vars(
        sys.modules['%s.nn.modules.%s' % (root, source)]).items() if k.startswith('_') and not k.startswith('__')}
    for name in MODULES:
        package(root + '.nn.modules', name, {**private, **modules})
