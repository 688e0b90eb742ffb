"""`nn.Module`."""
from collections import OrderedDict, namedtuple

from skipscope.recording import current

from ..._core.hooks import RemovableHandle
from ..._core.parameter import note_made
from .registry import Registry

Incompatible = namedtuple('_IncompatibleKeys', ('missing_keys', 'unexpected_keys'))
TABLES = ('_parameters', '_buffers', '_modules')
HOOKS = ('_forward_pre_hooks', '_forward_hooks', '_backward_hooks', '_backward_pre_hooks', '_forward_hooks_with_kwargs',
         '_forward_pre_hooks_with_kwargs', '_forward_hooks_always_called', '_state_dict_hooks', '_state_dict_pre_hooks',
         '_load_state_dict_pre_hooks', '_load_state_dict_post_hooks')


class Module(Registry):
    """Base of all layers, with torch's registration, hooks and messages."""
    training: bool = True
    dump_patches = False
    _version = 1
    call_super_init = False

    def __new__(cls, *arguments, **keywords):
        module = object.__new__(cls)
        note_made(module)
        return module

    def __init__(self, *arguments, **keywords):
        if self.call_super_init is False and keywords:
            raise TypeError("%s.__init__() got an unexpected keyword argument '%s'" % (type(self).__name__, next(iter(keywords))))
        if self.call_super_init is False and arguments:
            raise TypeError('%s.__init__() takes 1 positional argument but %d were given' % (type(self).__name__, len(arguments) + 1))
        state = self.__dict__
        state['training'] = True
        for name in TABLES:
            state[name] = OrderedDict()
        state['_non_persistent_buffers_set'] = set()
        for name in HOOKS:
            state[name] = OrderedDict()
        if self.call_super_init:
            super().__init__(*arguments, **keywords)

    def forward(self, *inputs):
        raise NotImplementedError('Module [%s] is missing the required "forward" function' % type(self).__name__)

    def __call__(self, *arguments, **keywords):
        builder = current.builder
        if builder is None:
            return self._run(arguments, keywords)
        builder.enter(self, self.__dict__.get('_made', ()))
        try:
            return self._run(arguments, keywords)
        finally:
            builder.leave()

    _call_impl = __call__

    def _run(self, arguments, keywords):
        state = self.__dict__
        if '_forward_hooks' not in state:
            raise AttributeError("'%s' object has no attribute '_forward_hooks'" % type(self).__name__)
        if not state['_forward_hooks'] and not state['_forward_pre_hooks']:
            return self.forward(*arguments, **keywords)
        for key, hook in list(state['_forward_pre_hooks'].items()):
            if key in state['_forward_pre_hooks_with_kwargs']:
                changed = hook(self, arguments, keywords)
                if changed is not None:
                    arguments, keywords = changed
                continue
            changed = hook(self, arguments)
            if changed is not None:
                arguments = changed if isinstance(changed, tuple) else (changed,)
        result = self.forward(*arguments, **keywords)
        for key, hook in list(state['_forward_hooks'].items()):
            if key in state['_forward_hooks_with_kwargs']:
                changed = hook(self, arguments, keywords, result)
            else:
                changed = hook(self, arguments, result)
            if changed is not None:
                result = changed
        return result

    # Hooks
    def _hook(self, table, hook, prepend=False, extra=None):
        entries = self.__dict__[table]
        handle = RemovableHandle(entries)
        entries[handle.id] = hook
        if prepend:
            entries.move_to_end(handle.id, last=False)
        if extra is not None:
            self.__dict__[extra][handle.id] = True
        return handle

    def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
        return self._hook('_forward_hooks', hook, prepend, '_forward_hooks_with_kwargs' if with_kwargs else None)

    def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
        return self._hook('_forward_pre_hooks', hook, prepend, '_forward_pre_hooks_with_kwargs' if with_kwargs else None)

    def register_full_backward_hook(self, hook, prepend=False):
        return self._hook('_backward_hooks', hook, prepend)

    def register_backward_hook(self, hook):
        return self._hook('_backward_hooks', hook)

    def register_full_backward_pre_hook(self, hook, prepend=False):
        return self._hook('_backward_pre_hooks', hook, prepend)

    def register_state_dict_pre_hook(self, hook):
        return self._hook('_state_dict_pre_hooks', hook)

    def _register_state_dict_hook(self, hook):
        return self._hook('_state_dict_hooks', hook)

    register_state_dict_post_hook = _register_state_dict_hook

    def _register_load_state_dict_pre_hook(self, hook, with_module=False):
        return self._hook('_load_state_dict_pre_hooks', hook)

    def register_load_state_dict_pre_hook(self, hook):
        return self._hook('_load_state_dict_pre_hooks', hook)

    def register_load_state_dict_post_hook(self, hook):
        return self._hook('_load_state_dict_post_hooks', hook)

    # Weights are not loaded
    def state_dict(self, *arguments, destination=None, prefix='', keep_vars=False):
        told = OrderedDict() if destination is None else destination
        for name, tensor in self.named_parameters(prefix=prefix.rstrip('.'), remove_duplicate=False):
            told[name] = tensor
        for path, module in self.named_modules(prefix=prefix.rstrip('.'), remove_duplicate=False):
            for name, tensor in module._buffers.items():
                if tensor is not None and name not in module._non_persistent_buffers_set:
                    told[path + '.' + name if path else name] = tensor
        return told

    def load_state_dict(self, state_dict, strict=True, assign=False):
        from skipscope.recording.notes import leave_note
        leave_note('weights not loaded', 'load_state_dict')
        return Incompatible([], [])

    def _load_from_state_dict(self, *arguments, **keywords):
        return None

    # Everything lies on one device, in the types it was made with
    def _moved(self, *arguments, **keywords):
        return self

    cuda = cpu = xpu = npu = to_empty = share_memory = ipu = _moved

    def _cast(self, dtype):
        for _, module in self.named_modules():
            for table in (module._parameters, module._buffers):
                for tensor in table.values():
                    if tensor is not None and tensor._dtype.category == 'float':
                        tensor.data = tensor.detach().to(dtype)
        return self

    def to(self, *arguments, **keywords):
        from ..._core.dtypes import dtype as kind
        told = [value for value in (*arguments, keywords.get('dtype')) if isinstance(value, kind)]
        return self._cast(told[0]) if told else self

    def half(self):
        from ..._core.dtypes import float16
        return self._cast(float16)

    def bfloat16(self):
        from ..._core.dtypes import bfloat16
        return self._cast(bfloat16)

    def double(self):
        from ..._core.dtypes import float64
        return self._cast(float64)

    def float(self):
        from ..._core.dtypes import float32
        return self._cast(float32)

    def type(self, dst_type):
        return self._cast(dst_type)

    def train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError('training mode is expected to be boolean')
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=True):
        return None

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def _apply(self, fn, recurse=True):
        return self

    def compile(self, *arguments, **keywords):
        return None

    # Telling
    def _get_name(self):
        return type(self).__name__

    def extra_repr(self):
        return ''

    def set_extra_state(self, state):
        return None

    def get_extra_state(self):
        return None

    def __repr__(self):
        inner = ['(%s): %s' % (name, repr(module).replace('\n', '\n  ')) for name, module in self._modules.items()]
        if not inner:
            return '%s(%s)' % (self._get_name(), self.extra_repr())
        return '%s(\n  %s\n)' % (self._get_name(), '\n  '.join(inner))

    def __dir__(self):
        return sorted({*dir(type(self)), *self.__dict__, *self._parameters, *self._modules, *self._buffers})

    def __setstate__(self, state):
        self.__dict__.update(state)
