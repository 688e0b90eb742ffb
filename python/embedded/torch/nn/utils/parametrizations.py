"""`torch.nn.utils.parametrizations`: as the older functions, whose names of parameters differ."""
from .reparametrize import spectral_norm, weight_norm

__all__ = ['orthogonal', 'spectral_norm', 'weight_norm']


def orthogonal(module, name='weight', orthogonal_map=None, *, use_trivialization=True):
    from skipscope.recording.errors import UnknownOperation
    raise UnknownOperation('torch.nn.utils.parametrizations.orthogonal')
