"""The parameters, buffers and modules of a module, by name."""
import sys

from skipscope.recording import current

from ..._core.parameter import Buffer, Parameter
from ..._core.tensor import Tensor


def is_module(value):
    return isinstance(value, Registry)



class Registry:
    """The part of `nn.Module` that registers."""

    def __setattr__(self, name, value):
        state = self.__dict__
        parameters = state.get('_parameters')
        if isinstance(value, Parameter):
            if parameters is None:
                raise AttributeError('cannot assign parameters before Module.__init__() call')
            forget(name, state, '_buffers', '_modules')
            self.register_parameter(name, value)
        elif parameters is not None and name in parameters:
            if value is not None:
                raise TypeError("cannot assign '%s' as parameter '%s' (torch.nn.Parameter or None expected)"
                                % (type_name(value), name))
            parameters[name] = None
        elif is_module(value):
            modules = state.get('_modules')
            if modules is None:
                raise AttributeError('cannot assign module before Module.__init__() call')
            forget(name, state, '_parameters', '_buffers')
            modules[name] = value
        elif state.get('_modules') is not None and name in state['_modules']:
            if value is not None:
                raise TypeError("cannot assign '%s' as child module '%s' (torch.nn.Module or None expected)"
                                % (type_name(value), name))
            state['_modules'][name] = None
        elif isinstance(value, Buffer) or state.get('_buffers') is not None and name in state['_buffers']:
            if value is not None and not isinstance(value, Tensor):
                raise TypeError("cannot assign '%s' as buffer '%s' (torch.nn.Buffer, torch.Tensor or None expected)"
                                % (type_name(value), name))
            forget(name, state)
            state['_buffers'][name] = value
        else:
            object.__setattr__(self, name, value)
            if name == 'requires_grad':
                note_flag(self, sys._getframe(1))

    def __getattr__(self, name):
        state = self.__dict__
        for table in ('_parameters', '_buffers', '_modules'):
            entries = state.get(table)
            if entries is not None and name in entries:
                return entries[name]
        raise AttributeError("'%s' object has no attribute '%s'" % (type(self).__name__, name))

    def __delattr__(self, name):
        for table in ('_parameters', '_buffers', '_modules'):
            if name in self.__dict__.get(table, ()):
                del self.__dict__[table][name]
                return
        object.__delattr__(self, name)

    def register_parameter(self, name, param):
        if '_parameters' not in self.__dict__:
            raise AttributeError('cannot assign parameter before Module.__init__() call')
        check_name(self, name, 'parameter', self._parameters)
        if param is not None and not isinstance(param, Parameter):
            raise TypeError("cannot assign '%s' object to parameter '%s' (torch.nn.Parameter or None required)"
                            % (type_name(param), name))
        self._parameters[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        if '_buffers' not in self.__dict__:
            raise AttributeError('cannot assign buffer before Module.__init__() call')
        check_name(self, name, 'buffer', self._buffers)
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError("cannot assign '%s' object to buffer '%s' (torch Tensor or None required)"
                            % (type_name(tensor), name))
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name, module):
        if module is not None and not is_module(module):
            if hasattr(module, '_absent'):
                # A layer of a package that is not there names that package.
                int(module)
            raise TypeError('%s is not a Module subclass' % type_name(module))
        check_name(self, name, 'module', self._modules)
        self._modules[name] = module

    register_module = add_module

    def named_modules(self, memo=None, prefix='', remove_duplicate=True):
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                yield from module.named_modules(memo, prefix + ('.' if prefix else '') + name, remove_duplicate)

    def modules(self):
        for _, module in self.named_modules():
            yield module

    def named_children(self):
        memo = set()
        for name, module in self._modules.items():
            if module is not None and module not in memo:
                memo.add(module)
                yield name, module

    def children(self):
        for _, module in self.named_children():
            yield module

    def _named(self, table, prefix, recurse, remove_duplicate):
        memo = set()
        for path, module in self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]:
            for name, tensor in module.__dict__[table].items():
                if tensor is None or id(tensor) in memo:
                    continue
                if remove_duplicate:
                    memo.add(id(tensor))
                yield path + ('.' if path else '') + name, tensor

    def named_parameters(self, prefix='', recurse=True, remove_duplicate=True):
        yield from self._named('_parameters', prefix, recurse, remove_duplicate)

    def parameters(self, recurse=True):
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(self, prefix='', recurse=True, remove_duplicate=True):
        yield from self._named('_buffers', prefix, recurse, remove_duplicate)

    def buffers(self, recurse=True):
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def get_submodule(self, target):
        module = self
        for name in target.split('.') if target else ():
            if not hasattr(module, name):
                raise AttributeError('%s has no attribute `%s`' % (type(module).__name__, name))
            module = getattr(module, name)
        return module

    def set_submodule(self, target, module, strict=False):
        path, _, name = target.rpartition('.')
        setattr(self.get_submodule(path), name, module)

    def get_parameter(self, target):
        path, _, name = target.rpartition('.')
        return getattr(self.get_submodule(path), name)

    get_buffer = get_parameter


def type_name(value):
    """As torch's messages tell it."""
    if isinstance(value, Tensor):
        return value.type()
    kind = type(value)
    return kind.__name__ if kind.__module__ == 'builtins' else '%s.%s' % (kind.__module__, kind.__name__)


def note_flag(module, frame):
    """Remember where others set a module's `requires_grad`; one that sets its own may read it."""
    if current.making is not None and frame.f_locals.get('self') is not module:
        module.__dict__['_flagged'] = current.making.frames(frame, 6)


def forget(name, state, *tables):
    """The name leads to the new thing alone."""
    state.pop(name, None)
    for table in tables:
        if state.get(table) is not None:
            state[table].pop(name, None)


def check_name(module, name, kind, table):
    if not isinstance(name, str):
        raise TypeError('%s name should be a string. Got %s' % (kind, type(name).__name__))
    if '.' in name:
        raise KeyError('%s name can\'t contain "."%s' % (kind, '' if kind == 'buffer' else ', got: ' + name))
    if name == '':
        raise KeyError('%s name can\'t be empty string ""' % kind)
    if hasattr(module, name) and name not in table:
        raise KeyError("attribute '%s' already exists" % name)
