"""Measure the change of a weight by an optimizer's step: on the processor in pieces that stay in its cache."""
import math

import torch

from .readings import PIECE, Norms, is_here, nonzeros, norm, squares_here


def update(before, after, grad, zeros):
    """
    Norm of the change, norm before, entries with a gradient that did not change. On a device `before` holds the change when this returns;
    `zeros` are the entries without a gradient.
    """
    if not is_here(before):
        old = norm(before)
        change = before.sub_(after)
        return [*norm(change), *old, ((change == 0) & (grad != 0)).sum()]
    told = in_pieces if before.dtype == torch.float32 and all(one.is_contiguous() for one in (before, after, grad)) else at_once
    squares, old, lost = told(before, after, grad, zeros)
    return [1.0, squares, 1.0, old, lost]


def at_once(before, after, grad, zeros):
    """(Σ of the squared change, Σ of the squares before, entries with a gradient that did not change)."""
    change = before - after
    alike = (change == 0) & (grad != 0) if zeros else change == 0
    return squares_here(change), squares_here(before), int(torch.count_nonzero(alike))


def in_pieces(before, after, grad, zeros):
    """The same, in few passes over entries that lie in the memory alike."""
    flat = [one.view(-1) for one in (before, after, grad)]
    count = before.numel()
    room, slopes = (torch.empty(min(count, PIECE)) for _ in range(2))
    norms, olds, lost = Norms(count), Norms(count), 0
    for start in range(0, count, PIECE):
        kept, now, slope = (one[start:start + PIECE] for one in flat)
        change = torch.sub(kept, now, out=room[:kept.numel()])
        norms.add(change)
        olds.add(kept)
        sizes = torch.abs(change, out=change)
        if not float(sizes.amin()) > 0:
            lost += unchanged(sizes, slope, slopes[:kept.numel()], zeros)
    squares, old = norms.squares(), olds.squares()
    return squares_here(before - after) if squares is None else squares, squares_here(before) if old is None else old, lost


def unchanged(sizes, slope, room, zeros):
    """Entries with a gradient whose change is zero. `sizes` are those of the changes; both tensors are written over."""
    if not zeros:
        return sizes.numel() - nonzeros(sizes, room)
    moved = torch.sign(sizes, out=sizes)
    pulled = torch.abs(torch.sign(slope, out=room), out=room)
    # Sums of ones are exact: a piece has fewer entries than float32 counts.
    both, all_pulled = float(torch.dot(moved, pulled)), float(torch.dot(pulled, pulled))
    if math.isfinite(both) and math.isfinite(all_pulled):
        return int(all_pulled) - int(both)
    return int(torch.count_nonzero(slope)) - int(torch.count_nonzero(moved * pulled))
