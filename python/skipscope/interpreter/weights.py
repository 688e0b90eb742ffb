"""Readings of the weights in a step: their gradients, and how far the optimizer moves them. Small weights are read together, one to a row."""
import math

import torch

from . import readings
from .updates import update

# A weight of so many entries or fewer is a row of a table.
LARGEST_ROW, NARROWEST = 4096, 64


class Weights:
    """The weights of a trainer, None where it has none of that name."""

    def __init__(self, tensors):
        self.tensors = tensors
        self.trained, self.tables, self.rest, self.before = (), [], [], {}

    def start(self, read, histograms):
        """Before the optimizer's step: what every gradient is, and a copy of every weight."""
        self.divide(tuple(at for at, tensor in enumerate(self.tensors) if tensor is not None and tensor.grad is not None))
        told = {}
        with torch.no_grad():
            for table in self.tables:
                told.update(table.start())
            for at in self.rest:
                self.before[at] = copied(self.before.get(at), self.tensors[at])
                told[at] = readings.weight(self.tensors[at].grad)
        self.zeros = {at: numbers[3] for at, numbers in told.items()}
        for at in self.trained:
            read.keep(('weight', at), told[at])
            if histograms:
                read.keep(('histogram', at), list(readings.histogram(self.tensors[at].grad).unbind()))

    def finish(self, read):
        """After it: how far each weight has moved."""
        told = {}
        with torch.no_grad():
            for table in self.tables:
                told.update(table.finish())
            for at in self.rest:
                tensor = self.tensors[at]
                told[at] = update(self.before[at], tensor.detach(), tensor.grad.detach(), self.zeros[at])
        for at in self.trained:
            read.keep(('update', at), told[at])

    def divide(self, trained):
        """Weights of one width lie in one table; large ones, and those on a device, stay by themselves."""
        if trained == self.trained:
            return
        rows = {}
        self.trained, self.rest = trained, []
        for at in trained:
            size = self.tensors[at].numel()
            if readings.is_here(self.tensors[at]) and 0 < size <= LARGEST_ROW and self.tensors[at].is_floating_point():
                rows.setdefault(max(NARROWEST, 1 << (size - 1).bit_length()), []).append(at)
            else:
                self.rest.append(at)
        self.tables = [Table(width, [(at, self.tensors[at]) for at in ats]) for width, ats in rows.items()]


class Table:
    """Weights of one width in double precision, with zeros behind the last entry of each."""

    def __init__(self, width, entries):
        self.entries = entries
        self.before, self.slopes, self.now = (torch.zeros(len(entries), width, dtype=torch.float64) for _ in range(3))

    def filled(self, rows, tensors):
        for row, tensor in zip(rows.unbind(), tensors):
            row[:tensor.numel()].view(tensor.shape).copy_(tensor)
        return rows

    def start(self):
        """`readings.weight` of each gradient."""
        self.filled(self.before, [tensor for _, tensor in self.entries])
        slopes = self.filled(self.slopes, [tensor.grad for _, tensor in self.entries])
        numbers = torch.stack([slopes.square().sum(1), slopes.abs().amax(1), torch.count_nonzero(slopes, 1).double()]).tolist()
        return {at: [1.0, squares, largest, tensor.numel() - int(others), 0, 0] if math.isfinite(squares) else readings.weight(tensor.grad)
                for (at, tensor), squares, largest, others in zip(self.entries, *numbers)}

    def finish(self):
        """`update` of each weight."""
        change = self.before - self.filled(self.now, [tensor for _, tensor in self.entries])
        lost = ((change == 0) & (self.slopes != 0)).sum(1).double()
        numbers = torch.stack([change.square().sum(1), self.before.square().sum(1), lost]).tolist()
        return {at: [1.0, squares, 1.0, old, int(kept)] for (at, _), squares, old, kept in zip(self.entries, *numbers)}


def copied(held, tensor):
    """The entries of a weight, in a tensor that every step uses."""
    if held is None or held.shape != tensor.shape:
        held = torch.empty_like(tensor)
    return held.copy_(tensor)
