"""`torch.nn.utils.parametrize`: a tensor of a module is computed from `parametrizations.NAME.original` when it is read."""
from ..._core.grad import no_grad
from ..._core.parameter import Parameter
from ..modules.containers import ModuleDict, ModuleList


class ParametrizationList(ModuleList):
    """The modules that compute one tensor, and what they start from."""

    def __init__(self, modules, original, unsafe=False):
        super().__init__(modules)
        with no_grad():
            first = modules[0]
            value = first.right_inverse(original) if hasattr(first, 'right_inverse') else original
        self.ntensors = len(value) if isinstance(value, (tuple, list)) else 1
        self.is_tensor = not isinstance(value, (tuple, list))
        names = ['original'] if self.is_tensor else ['original%d' % at for at in range(self.ntensors)]
        for name, tensor in zip(names, [value] if self.is_tensor else value):
            if isinstance(original, Parameter):
                self.register_parameter(name, original if tensor is original else Parameter(tensor.data))
            else:
                self.register_buffer(name, tensor)

    def forward(self):
        if self.is_tensor:
            value = self[0](self.original)
        else:
            value = self[0](*[getattr(self, 'original%d' % at) for at in range(self.ntensors)])
        for module in list(self)[1:]:
            value = module(value)
        return value


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    if is_parametrized(module, tensor_name):
        module.parametrizations[tensor_name].append(parametrization)
        return module
    if tensor_name not in module._parameters and tensor_name not in module._buffers:
        raise ValueError("Module '%s' does not have a parameter, a buffer, or a parametrized element with name '%s'" % (module, tensor_name))
    table = module._parameters if tensor_name in module._parameters else module._buffers
    original = table.pop(tensor_name)
    if 'parametrizations' not in module._modules:
        kind = type(module)
        module.__class__ = type('Parametrized' + kind.__name__, (kind,), {'__module__': kind.__module__})
        module.parametrizations = ModuleDict()
    setattr(type(module), tensor_name, property(lambda self: self.parametrizations[tensor_name]()))
    module.parametrizations[tensor_name] = ParametrizationList([parametrization], original, unsafe)
    return module


def is_parametrized(module, tensor_name=None):
    told = getattr(module, '_modules', {}).get('parametrizations')
    return told is not None and (tensor_name is None or tensor_name in told)


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    told = module.parametrizations[tensor_name]
    value = told() if leave_parametrized else told.original
    del module.parametrizations[tensor_name]
    delattr(type(module), tensor_name)
    module.register_parameter(tensor_name, Parameter(value.data))
    return module


class cached:
    """Values are computed again at each read."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False
