"""
Numbers of tensors: a norm is (scale, squares) with L2 = scale · √squares, so that neither 1e-30 nor 1e30 is lost in its square.
On the processor they are taken at once, in few passes; on a device they stay there until a step has ended.
"""
import math

import torch

LEAST_EXPONENT, BINS = -64, 80
# Squares in float32 are summed over so many entries, and the sums in double precision: exact to some 1e-8.
ROW = 4096
# So many entries at a time stay in the processor's cache for all that is asked of them.
PIECE = 1 << 16
ROWS_AT_ONCE = 4 * PIECE // ROW
# Rows that are shorter cost more than a copy of them.
SHORTEST = 64
# Sums of ones are exact in these: a piece has fewer entries than float32 counts.
EXACT = torch.float32, torch.float64
# Between these no square of an entry that counts is lost in float32.
LEAST_SQUARES, MOST_SQUARES = 1e-22, 1e34
# Below this share of mean² the difference of mean squares has lost its digits.
LEAST_SPREAD = 1e-3


def precise(tensor):
    """The entries in double precision; on a device that has none in float32."""
    flat = tensor.detach().reshape(-1)
    return flat.double() if flat.device.type != 'mps' else flat.float()


def is_here(tensor):
    return tensor.device.type == 'cpu'


def flattened(tensor):
    """(entries in the order of the memory, how often each stands in the tensor): no copy of a transposed or an expanded tensor."""
    times = 1
    if not tensor.is_contiguous():
        for dim, (extent, stride) in enumerate(zip(tensor.shape, tensor.stride())):
            if stride == 0 and extent > 1:
                tensor, times = tensor.narrow(dim, 0, 1), times * extent
        strides = tensor.stride()
        tensor = tensor.permute(sorted(range(tensor.dim()), key=lambda dim: -strides[dim]))
    return tensor.reshape(-1), times


def squares_here(tensor):
    """Σx² of a tensor on the processor."""
    apart = None if tensor.is_contiguous() else squares_apart(tensor.detach())
    if apart is not None and LEAST_SQUARES < apart < MOST_SQUARES:
        return apart
    flat, times = flattened(tensor.detach())
    count = flat.numel()
    if flat.dtype == torch.float32 and count:
        if count <= ROW:
            total = float(torch.linalg.vector_norm(flat)) ** 2
        else:
            rows, rest = divmod(count, ROW)
            body = flat[:rows * ROW] if rest else flat
            parts = torch.linalg.vector_norm(body.view(rows, ROW), dim=1)
            total = float(torch.linalg.vector_norm(parts, dtype=torch.float64)) ** 2
            if rest:
                total += float(torch.linalg.vector_norm(flat[rows * ROW:])) ** 2
        if LEAST_SQUARES < total < MOST_SQUARES:
            return times * total
    wide = flat.double()
    return times * float(torch.dot(wide, wide))


def squares_apart(tensor):
    """Σx² of rows with gaps between them, as the gradient of an operand of a concatenation has them, without a copy; None for all else."""
    if tensor.dtype != torch.float32 or tensor.is_contiguous():
        return None
    dims = merged_dims(tensor)
    if len(dims) != 2 or dims[1][0] != 1 or dims[1][1] < SHORTEST:
        return None
    (stride, count), (_, extent) = dims
    pieces, rest = divmod(extent, ROW)
    start, total = tensor.storage_offset(), 0.0
    for shape, at in (((count, pieces, ROW), start), ((count, 1, rest), start + pieces * ROW)):
        if shape[1] and shape[2]:
            parts = torch.linalg.vector_norm(tensor.as_strided(shape, (stride, ROW, 1), at), dim=2)
            total += float(torch.linalg.vector_norm(parts, dtype=torch.float64)) ** 2
    return total


def norm(tensor):
    """[scale, squares]."""
    if is_here(tensor):
        return [1.0, squares_here(tensor)]
    flat = precise(tensor)
    if flat.dtype == torch.float64:
        return [flat.new_ones(()), torch.dot(flat, flat)]
    scale = flat.abs().max() if flat.numel() else flat.new_ones(())
    safe = torch.where(scale > 0, scale, torch.ones_like(scale))
    return [scale, (flat / safe).square().sum()]


def steps(tensor, axis):
    """[scale, squares of each entry of an axis…]."""
    entries = tensor.detach().float()
    scale = entries.abs().max() if entries.numel() else entries.new_ones(())
    safe = torch.where(scale > 0, scale, torch.ones_like(scale))
    others = [each for each in range(entries.dim()) if each != axis]
    return [scale, *(entries / safe).square().sum(others).unbind()]


def inner(one, other):
    """Σab divided by both scales."""
    if one.dtype == torch.float64:
        return torch.dot(one, other)
    scales = [torch.where(each > 0, each, torch.ones_like(each)) for each in (one.abs().max(), other.abs().max())]
    return ((one / scales[0]) * (other / scales[1])).sum()


def fork(shortcut, body):
    """Both norms, and the inner product of the two."""
    one, other = (parts[0] if len(parts) == 1 else torch.stack(list(parts)).sum(0) for parts in (shortcut, body))
    return [*norm(one), *norm(other), inner(precise(one), precise(other))]


def activation(tensor, watch):
    """[mean, variance, entries that are not finite, dead units of a rectifier or saturated entries of a curve]."""
    tensor = tensor.detach()
    return [*spread_of(tensor), noticeable(tensor, watch) if watch else 0.0]


def spread_of(tensor):
    return spread_here(tensor) if is_here(tensor) else spread(tensor)


def place_of(tensor):
    """Equal for two tensors that hold the same entries, in whatever order."""
    return tensor.data_ptr(), tensor.dtype, tensor.is_neg(), None if tensor.is_inference() else tensor._version, merged_dims(tensor)


def merged_dims(tensor):
    """(stride, extent) of the stretches of memory that a tensor takes, whatever the order of its dimensions."""
    if tensor.is_contiguous():
        count = tensor.numel()
        return [(1, count)] if count != 1 else []
    dims = sorted(((stride, extent) for extent, stride in zip(tensor.shape, tensor.stride()) if extent != 1), reverse=True)
    merged = []
    for stride, extent in dims:
        if merged and merged[-1][0] == stride * extent:
            merged[-1] = (stride, merged[-1][1] * extent)
        else:
            merged.append((stride, extent))
    return merged


def spread(tensor):
    flat = precise(tensor)
    mean = flat.mean()
    return mean, (flat.square().mean() - mean.square()).clamp(min=0), (~torch.isfinite(flat)).sum()


def spread_here(tensor):
    """Mean, variance and entries that are not finite, in two passes where that is exact enough."""
    flat, _ = flattened(tensor)
    total, squares = sums_here(flat)
    count = max(flat.numel(), 1)
    mean = total / count
    variance = squares / count - mean * mean
    if not math.isfinite(squares):
        return mean, math.nan, int((~torch.isfinite(tensor)).sum())
    if variance < LEAST_SPREAD * mean * mean or tensor.dtype != torch.float32:
        wide = tensor.double()
        mean = float(wide.mean())
        variance = float((wide - mean).square().mean())
    return mean, max(variance, 0.0), 0.0


def sums_here(flat):
    """Σx and Σx²."""
    rows = flat.numel() // ROW if flat.dtype == torch.float32 else 0
    total, squares, rest = 0.0, 0.0, flat
    if rows > 1:
        body, rest = flat[:rows * ROW].view(rows, ROW), flat[rows * ROW:]
        parts = flat.new_empty(2, rows)
        for start in range(0, rows, ROWS_AT_ONCE):
            piece, end = body[start:start + ROWS_AT_ONCE], start + ROWS_AT_ONCE
            torch.sum(piece, 1, out=parts[0, start:end])
            torch.linalg.vector_norm(piece, dim=1, out=parts[1, start:end])
        total = float(parts[0].sum(dtype=torch.float64))
        squares = float(torch.linalg.vector_norm(parts[1], dtype=torch.float64)) ** 2
        if not LEAST_SQUARES < squares < MOST_SQUARES:
            squares = squares_here(flat[:rows * ROW])
    return (total + float(rest.sum()), squares + squares_here(rest)) if rest.numel() else (total, squares)


def noticeable(tensor, watch):
    curve, limit, axis = watch
    if curve == 'rectifier':
        axis = axis if axis is not None else tensor.dim() - 1
        others = [each for each in range(tensor.dim()) if each != axis]
        alive = torch.count_nonzero(tensor, dim=others) if others else (tensor != 0).long()
        each = tensor.numel() / max(tensor.shape[axis], 1)
        return (alive <= (1 - limit) * each).sum()
    slope = tensor * (1 - tensor) if curve == 'sigmoid' else 1 - tensor.square()
    return (slope < limit).sum()


class Norms:
    """Norms of rows of float32 that come piece by piece."""

    def __init__(self, count):
        self.rows, self.row = torch.zeros(count // ROW + count // PIECE + 2), 0

    def add(self, flat):
        rows, rest = divmod(flat.numel(), ROW)
        if rows:
            torch.linalg.vector_norm(flat[:rows * ROW].view(rows, ROW), dim=1, out=self.rows[self.row:self.row + rows])
        if rest:
            self.rows[self.row + rows] = torch.linalg.vector_norm(flat[rows * ROW:])
        self.row += rows + (rest > 0)

    def squares(self):
        """Σx² of all of them, or None where float32 may have lost some of it."""
        total = float(torch.linalg.vector_norm(self.rows, dtype=torch.float64)) ** 2
        return total if LEAST_SQUARES < total < MOST_SQUARES else None


def nonzeros(flat, room):
    """Entries that are not zero, of a piece of a tensor. `room` has its size and is written over."""
    if flat.dtype not in EXACT:
        return int(torch.count_nonzero(flat))
    signs = torch.sign(flat, out=room)
    count = float(torch.dot(signs, signs))
    # NaN has no sign.
    return int(count) if math.isfinite(count) else int(torch.count_nonzero(flat))


def weight(tensor):
    """[scale, squares, largest, zeros, NaNs, infinities]."""
    if not is_here(tensor):
        flat = precise(tensor)
        return [*norm(flat), flat.abs().max(), (flat == 0).sum(), torch.isnan(flat).sum(), torch.isinf(flat).sum()]
    flat, times = flattened(tensor)
    norms, zeros, largest = Norms(flat.numel()), 0, 0.0
    # Memory that every piece uses again stays in the processor's cache.
    room = torch.empty(min(flat.numel(), PIECE), dtype=flat.dtype)
    for piece in flat.split(PIECE) if flat.numel() else ():
        if flat.dtype == torch.float32:
            norms.add(piece)
        sizes = torch.abs(piece, out=room[:piece.numel()])
        largest = max(largest, float(sizes.amax()))
        if not float(sizes.amin()) > 0:
            zeros += times * (piece.numel() - nonzeros(piece, sizes))
    squares = norms.squares()
    squares = times * (squares_here(flat) if squares is None else squares)
    if math.isfinite(squares):
        return [1.0, squares, largest, zeros, 0, 0]
    return [1.0, squares, float(tensor.abs().max()), zeros, int(torch.isnan(tensor).sum()), int(torch.isinf(tensor).sum())]


def histogram(tensor):
    """Entries by their binary exponent."""
    flat = tensor.detach().reshape(-1).float().abs()
    flat = flat[torch.isfinite(flat) & (flat > 0)]
    exponent = torch.frexp(flat)[1] - 1 - LEAST_EXPONENT
    return torch.bincount(exponent.clamp(0, BINS - 1), minlength=BINS)


def values(tensor, axis):
    """[mean, variance, 1 where the units along an axis are all alike]."""
    tensor = tensor.detach()
    mean, variance, _ = spread_here(tensor) if is_here(tensor) else spread(tensor)
    equal = 0.0
    if axis is not None and tensor.dim() > 1 and tensor.shape[axis] > 1:
        equal = (tensor == tensor.narrow(axis, 0, 1)).all()
    return [mean, variance, equal]


class Collector:
    """Numbers under their keys; those on a device come back in one transfer."""

    def __init__(self):
        self.keys, self.numbers = [], []

    def keep(self, key, numbers):
        self.keys.append((key, len(numbers)))
        self.numbers += numbers

    def collect(self):
        """{key: [numbers]}."""
        told = list(self.numbers)
        there = [(at, one) for at, one in enumerate(told) if isinstance(one, torch.Tensor)]
        if there:
            kind = torch.float64 if all(one.device.type != 'mps' for _, one in there) else torch.float32
            read = torch.stack([one.detach().reshape(()).to(kind) for _, one in there]).tolist()
            for (at, _), number in zip(there, read):
                told[at] = number
        found, start = {}, 0
        for key, count in self.keys:
            found[key] = told[start:start + count]
            start += count
        return found
