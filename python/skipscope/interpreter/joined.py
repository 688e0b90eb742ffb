"""
Gradients of the operands of a concatenation: stretches of the gradient of its result, which one hook reads for all of them. A dense block
concatenates every layer with all before it, so most of its edges end here.
"""
import torch

from . import readings

JOINS = 'cat'


class Joined:
    """`edges` of operands, each with its first place and its extent along a dimension of the result."""

    def __init__(self, number, dim, operands):
        self.number, self.dim, self.extents = number, dim, [one.shape[dim] for one in operands]
        self.edges, start = [], 0
        for at, (tensor, extent) in enumerate(zip(operands, self.extents)):
            if tensor.requires_grad:
                self.edges.append(((number, at), start, extent, tensor.numel()))
            start += extent

    def norms(self, gradient):
        """`readings.norm` of each edge."""
        sums = squares_along(gradient, self.dim)
        for edge, start, extent, _ in self.edges:
            total = None if sums is None else sum(sums[start:start + extent])
            is_exact = total is not None and readings.LEAST_SQUARES < total < readings.MOST_SQUARES
            yield edge, [1.0, total] if is_exact else readings.norm(gradient.narrow(self.dim, start, extent))


def joined(op, bound, number, operands):
    """The operands of a concatenation as stretches of its result; None for all else."""
    if op != JOINS or len(operands) < 2:
        return None
    first, dim = operands[0], bound.get('dim', 0)
    fits = isinstance(dim, int) and first.dim() and all(one.dim() == first.dim() and one.dtype == first.dtype for one in operands)
    return Joined(number, dim % first.dim(), operands) if fits else None


def squares_along(gradient, dim):
    """Σx² at each place of a dimension, from rows that are short enough to be summed in float32; None where there are no such rows."""
    if not readings.is_here(gradient) or gradient.dtype != torch.float32 or not gradient.is_contiguous():
        return None
    rows = gradient.detach().flatten(dim + 1) if dim + 1 < gradient.dim() else None
    if rows is None or not readings.SHORTEST <= rows.shape[-1] <= readings.ROW:
        return None
    norms = torch.linalg.vector_norm(rows, dim=-1).double().square()
    return norms.flatten(0, -2).sum(0).tolist() if norms.dim() > 1 else norms.tolist()
