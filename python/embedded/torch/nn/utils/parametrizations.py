"""`torch.nn.utils.parametrizations`: weight norm and spectral norm."""
import math

from ..._core.creation import drawn
from ..modules.module import Module
from .parametrize import register_parametrization
from .reparametrize import norm_but

__all__ = ['orthogonal', 'spectral_norm', 'weight_norm']


class _WeightNorm(Module):
    """`original0` is g, `original1` is v."""

    def __init__(self, dim=0):
        super().__init__()
        self.dim = None if dim == -1 else dim

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / norm_but(weight_v, self.dim))

    def right_inverse(self, weight):
        return norm_but(weight, self.dim), weight


class _SpectralNorm(Module):
    def __init__(self, weight, n_power_iterations=1, dim=0, eps=1e-12):
        super().__init__()
        self.dim, self.flat = dim, weight.dim() == 1
        if not self.flat:
            rows = weight._shape[dim]
            columns = math.prod(weight._shape) // rows
            self.register_buffer('_u', drawn((rows,), 'normal', {'mean': 0.0, 'std': 1 / math.sqrt(rows)}))
            self.register_buffer('_v', drawn((columns,), 'normal', {'mean': 0.0, 'std': 1 / math.sqrt(columns)}))

    def forward(self, weight):
        if self.flat:
            return weight / weight.norm()
        matrix = weight if self.dim == 0 else weight.permute(self.dim, *[d for d in range(weight.dim()) if d != self.dim])
        return weight / (self._u * (matrix.reshape(matrix._shape[0], -1) @ self._v)).sum()

    def right_inverse(self, value):
        return value


def weight_norm(module, name='weight', dim=0):
    return register_parametrization(module, name, _WeightNorm(dim), unsafe=True)


def spectral_norm(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None):
    dim = (1 if type(module).__name__.startswith('ConvTranspose') else 0) if dim is None else dim
    return register_parametrization(module, name, _SpectralNorm(getattr(module, name), n_power_iterations, dim, eps))


def orthogonal(module, name='weight', orthogonal_map=None, *, use_trivialization=True):
    from skipscope.recording.errors import UnknownOperation
    raise UnknownOperation('torch.nn.utils.parametrizations.orthogonal')
