"""`torch.nn.utils.parametrizations`: weight norm and spectral norm."""
import math

from ..._core.grad import no_grad
from ..modules.module import Module
from .parametrize import register_parametrization
from .reparametrize import direction, norm_but, unit

FIRST_ITERATIONS = 15
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
    """`_u` and `_v` are those of 15 power iterations; each pass of the training makes more."""

    def __init__(self, weight, n_power_iterations=1, dim=0, eps=1e-12):
        super().__init__()
        self.dim, self.flat, self.n_power_iterations, self.eps = dim, weight.dim() == 1, n_power_iterations, eps
        if not self.flat:
            rows = weight._shape[dim]
            u, v = direction(rows, eps), direction(math.prod(weight._shape) // rows, eps)
            u, v = self.iterated(self.matrix(weight), u, v, FIRST_ITERATIONS)
            self.register_buffer('_u', u)
            self.register_buffer('_v', v)

    def matrix(self, weight):
        matrix = weight if self.dim == 0 else weight.permute(self.dim, *[d for d in range(weight.dim()) if d != self.dim])
        return matrix.flatten(1)

    def iterated(self, matrix, u, v, count):
        with no_grad():
            for _ in range(count):
                u = unit(matrix.mv(v), self.eps)
                v = unit(matrix.H.mv(u), self.eps)
        return u, v

    def forward(self, weight):
        if self.flat:
            return unit(weight, self.eps)
        matrix = self.matrix(weight)
        u, v = self.iterated(matrix, self._u, self._v, self.n_power_iterations if self.training else 0)
        return weight / u.vdot(matrix.mv(v))

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
