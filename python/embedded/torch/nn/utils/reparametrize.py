"""`weight_norm` and `spectral_norm`: the weight is computed from its parameters before each call."""
import math

from ..._core.creation import drawn
from ..._core.grad import no_grad
from ..._core.parameter import Parameter


def norm_but(weight, dim):
    """The norm of all axes but one, kept."""
    if dim is None:
        return weight.norm()
    return weight.norm(2, [d for d in range(weight.dim()) if d != dim], keepdim=True)


def weight_norm(module, name='weight', dim=0):
    """`w = g · v / ‖v‖` with parameters `name_g`, `name_v`."""
    weight = getattr(module, name)
    dim = None if dim == -1 else dim
    del module._parameters[name]
    with no_grad():
        norm = norm_but(weight, dim)
    module.register_parameter(name + '_g', Parameter(norm))
    module.register_parameter(name + '_v', Parameter(weight.data))

    def before(module, inputs):
        v = getattr(module, name + '_v')
        object.__setattr__(module, name, v * (getattr(module, name + '_g') / norm_but(v, dim)))
    module.__dict__.setdefault('_reparametrized', {})[name] = module.register_forward_pre_hook(before)
    before(module, ())
    return module


def remove_weight_norm(module, name='weight'):
    told = module.__dict__.get('_reparametrized', {})
    if name not in told:
        raise ValueError("weight_norm of '%s' not found in %s" % (name, module))
    told.pop(name).remove()
    weight = module.__dict__.pop(name)
    del module._parameters[name + '_g'], module._parameters[name + '_v']
    module.register_parameter(name, Parameter(weight.data))
    return module


def unit(vector, eps):
    return functional().normalize(vector, dim=0, eps=eps)


def functional():
    from .. import functional as told
    return told


def direction(extent, eps):
    """A vector of length 1 that points anywhere."""
    with no_grad():
        return unit(drawn((extent,), 'normal', {'mean': 0.0, 'std': 1.0}), eps)


def spectral_norm(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None):
    """`w = w_orig / σ`, σ by the buffers `name_u`, `name_v` of the power iteration, which goes on in each pass of the training."""
    weight = getattr(module, name)
    dim = (1 if type(module).__name__.startswith('ConvTranspose') else 0) if dim is None else dim
    rows = weight._shape[dim]
    columns = math.prod(weight._shape) // rows
    del module._parameters[name]
    module.register_parameter(name + '_orig', weight)
    module.register_buffer(name + '_u', direction(rows, eps))
    module.register_buffer(name + '_v', direction(columns, eps))

    def before(module, inputs):
        original, u, v = (getattr(module, name + ending) for ending in ('_orig', '_u', '_v'))
        matrix = original if dim == 0 else original.permute(dim, *[d for d in range(original.dim()) if d != dim])
        matrix = matrix.reshape(rows, -1)
        for _ in range(n_power_iterations if module.training else 0):
            with no_grad():
                v = unit(matrix.t().mv(u), eps)
                u = unit(matrix.mv(v), eps)
        object.__setattr__(module, name, original / u.dot(matrix.mv(v)))
    module.__dict__.setdefault('_reparametrized', {})[name] = module.register_forward_pre_hook(before)
    object.__setattr__(module, name, weight.data)
    return module


def remove_spectral_norm(module, name='weight'):
    told = module.__dict__.get('_reparametrized', {})
    if name not in told:
        raise ValueError("spectral_norm of '%s' not found in %s" % (name, module))
    told.pop(name).remove()
    weight = module._parameters.pop(name + '_orig')
    del module._buffers[name + '_u'], module._buffers[name + '_v']
    module.__dict__.pop(name, None)
    module.register_parameter(name, weight)
    return module
