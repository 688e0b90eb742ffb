"""Norms."""
from .. import functional as F
from ..._core.dtypes import int64
from .module import Module
from .weights import constant, filled


class _NormBase(Module):
    """Batch and instance norm: what they keep."""

    def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        self.register_parameter('weight', constant((num_features,), 1.0, dtype) if affine else None)
        self.register_parameter('bias', constant((num_features,), 0.0, dtype) if affine else None)
        tracked = track_running_stats
        self.register_buffer('running_mean', filled((num_features,), 0.0, dtype) if tracked else None)
        self.register_buffer('running_var', filled((num_features,), 1.0, dtype) if tracked else None)
        self.register_buffer('num_batches_tracked', filled((), 0, int64) if tracked else None)

    def reset_running_stats(self):
        return None

    def reset_parameters(self):
        return None

    def _check_input_dim(self, input):
        raise NotImplementedError

    def extra_repr(self):
        return '%s, eps=%s, momentum=%s, affine=%s, track_running_stats=%s' % (
            self.num_features, self.eps, self.momentum, self.affine, self.track_running_stats)


class _BatchNorm(_NormBase):
    def forward(self, input):
        self._check_input_dim(input)
        average = 0.0 if self.momentum is None else self.momentum
        training = self.training or self.running_mean is None and self.running_var is None
        keeps = not self.training or self.track_running_stats
        return F.batch_norm(input, self.running_mean if keeps else None, self.running_var if keeps else None,
                            self.weight, self.bias, training, average, self.eps)


def ranks(*wanted):
    """The check that the input has one of these ranks."""
    def check(self, input):
        if len(input._shape) not in wanted:
            told = ' or '.join('%dD' % n for n in wanted)
            raise ValueError('expected %s input (got %dD input)' % (told, len(input._shape)))
    return check


class BatchNorm1d(_BatchNorm):
    _check_input_dim = ranks(2, 3)


class BatchNorm2d(_BatchNorm):
    _check_input_dim = ranks(4)


class BatchNorm3d(_BatchNorm):
    _check_input_dim = ranks(5)


class SyncBatchNorm(_BatchNorm):
    def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, process_group=None, device=None, dtype=None):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, device, dtype)

    _check_input_dim = ranks(2, 3, 4, 5)

    @classmethod
    def convert_sync_batchnorm(cls, module, process_group=None):
        return module


class _InstanceNorm(_NormBase):
    def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, device, dtype)

    def forward(self, input):
        self._check_input_dim(input)
        return F.instance_norm(input, self.running_mean, self.running_var, self.weight, self.bias,
                               self.training or not self.track_running_stats, 0.0 if self.momentum is None else self.momentum, self.eps)


class InstanceNorm1d(_InstanceNorm):
    _check_input_dim = ranks(2, 3)


class InstanceNorm2d(_InstanceNorm):
    _check_input_dim = ranks(3, 4)


class InstanceNorm3d(_InstanceNorm):
    _check_input_dim = ranks(4, 5)


class GroupNorm(Module):
    def __init__(self, num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None, bias=True):
        super().__init__()
        if num_channels % num_groups:
            raise ValueError('num_channels (%d) must be divisible by num_groups (%d)' % (num_channels, num_groups))
        self.num_groups, self.num_channels, self.eps, self.affine = num_groups, num_channels, eps, affine
        self.register_parameter('weight', constant((num_channels,), 1.0, dtype) if affine else None)
        self.register_parameter('bias', constant((num_channels,), 0.0, dtype) if affine and bias else None)

    def reset_parameters(self):
        return None

    def forward(self, input):
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)


def axes(normalized_shape):
    if isinstance(normalized_shape, (list, tuple)):
        return tuple(int(n) for n in normalized_shape)
    return (int(normalized_shape),)


class LayerNorm(Module):
    def __init__(self, normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None):
        super().__init__()
        self.normalized_shape, self.eps, self.elementwise_affine = axes(normalized_shape), eps, elementwise_affine
        self.register_parameter('weight', constant(self.normalized_shape, 1.0, dtype) if elementwise_affine else None)
        self.register_parameter('bias', constant(self.normalized_shape, 0.0, dtype) if elementwise_affine and bias else None)

    def reset_parameters(self):
        return None

    def forward(self, input):
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)


class RMSNorm(Module):
    def __init__(self, normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None):
        super().__init__()
        self.normalized_shape, self.eps, self.elementwise_affine = axes(normalized_shape), eps, elementwise_affine
        self.register_parameter('weight', constant(self.normalized_shape, 1.0, dtype) if elementwise_affine else None)

    def reset_parameters(self):
        return None

    def forward(self, input):
        return F.rms_norm(input, self.normalized_shape, self.weight, self.eps)


class LocalResponseNorm(Module):
    def __init__(self, size, alpha=0.0001, beta=0.75, k=1.0):
        super().__init__()
        self.size, self.alpha, self.beta, self.k = size, alpha, beta, k

    def forward(self, input):
        return F.local_response_norm(input, self.size, self.alpha, self.beta, self.k)


class CrossMapLRN2d(LocalResponseNorm):
    pass
