"""
Numbers of tensors, left on their device until a step has ended: a norm is (scale, squares) with L2 = scale · √squares,
so that neither 1e-30 nor 1e30 is lost in its square.
"""
import torch

LEAST_EXPONENT, BINS = -64, 80


def precise(tensor):
    """The entries in double precision; on a device that has none in float32."""
    flat = tensor.detach().reshape(-1)
    return flat.double() if flat.device.type != 'mps' else flat.float()


def norm(flat):
    """[scale, squares]."""
    if flat.dtype == torch.float64:
        return [flat.new_ones(()), torch.dot(flat, flat)]
    scale = flat.abs().max() if flat.numel() else flat.new_ones(())
    safe = torch.where(scale > 0, scale, torch.ones_like(scale))
    return [scale, (flat / safe).square().sum()]


def gradient(tensor):
    return norm(precise(tensor))


def inner(one, other):
    """Σab divided by both scales."""
    if one.dtype == torch.float64:
        return torch.dot(one, other)
    scales = [torch.where(each > 0, each, torch.ones_like(each)) for each in (one.abs().max(), other.abs().max())]
    return ((one / scales[0]) * (other / scales[1])).sum()


def fork(shortcut, body):
    """Both norms, and the inner product of the two."""
    one, other = (precise(parts[0] if len(parts) == 1 else torch.stack(list(parts)).sum(0)) for parts in (shortcut, body))
    return [*norm(one), *norm(other), inner(one, other)]


def activation(tensor, watch):
    """[mean, variance, entries that are not finite, dead units of a rectifier or saturated entries of a curve]."""
    flat = precise(tensor)
    mean = flat.mean()
    variance = (flat.square().mean() - mean.square()).clamp(min=0)
    on_device = flat.device.type != 'cpu'
    lost = (~torch.isfinite(flat)).sum() if on_device or not torch.isfinite(variance) else flat.new_zeros(())
    return [mean, variance, lost, noticeable(tensor.detach(), watch) if watch else flat.new_zeros(())]


def noticeable(tensor, watch):
    curve, limit, axis = watch
    if curve == 'rectifier':
        others = [each for each in range(tensor.dim()) if each != (axis if axis is not None else tensor.dim() - 1)]
        zeros = (tensor == 0).to(torch.float64 if tensor.device.type != 'mps' else torch.float32)
        share = zeros.mean(others) if others else zeros
        return (share >= limit).sum()
    slope = tensor * (1 - tensor) if curve == 'sigmoid' else 1 - tensor.square()
    return (slope < limit).sum()


def weight(tensor):
    """[scale, squares, largest, zeros, NaNs, infinities]."""
    flat = precise(tensor)
    return [*norm(flat), flat.abs().max(), (flat == 0).sum(), torch.isnan(flat).sum(), torch.isinf(flat).sum()]


def update(before, after, grad):
    """Norm of the change, norm before, entries with a gradient that did not change."""
    lost = ((before == after) & (grad != 0)).sum()
    return [*norm(precise(after) - precise(before)), *norm(precise(before)), lost]


def histogram(tensor):
    """Entries by their binary exponent."""
    flat = tensor.detach().reshape(-1).float().abs()
    flat = flat[torch.isfinite(flat) & (flat > 0)]
    exponent = torch.frexp(flat)[1] - 1 - LEAST_EXPONENT
    return torch.bincount(exponent.clamp(0, BINS - 1), minlength=BINS)


def values(tensor, axis):
    """[mean, variance, 1 where the units along an axis are all alike]."""
    flat = precise(tensor)
    mean = flat.mean()
    variance = (flat.square().mean() - mean.square()).clamp(min=0)
    equal = flat.new_zeros(())
    if axis is not None and tensor.dim() > 1 and tensor.shape[axis] > 1:
        first = tensor.detach().narrow(axis, 0, 1)
        equal = (tensor.detach() == first).all().to(flat.dtype)
    return [mean, variance, equal]


class Collector:
    """Numbers under their keys; all come back in one transfer."""

    def __init__(self):
        self.keys, self.numbers = [], []

    def keep(self, key, numbers):
        self.keys.append((key, len(numbers)))
        self.numbers += numbers

    def collect(self):
        """{key: [numbers]}."""
        if not self.numbers:
            return {}
        kind = torch.float64 if all(one.device.type != 'mps' for one in self.numbers) else torch.float32
        told = torch.stack([one.detach().to(kind) for one in self.numbers]).tolist()
        found, start = {}, 0
        for key, count in self.keys:
            found[key] = told[start:start + count]
            start += count
        return found
