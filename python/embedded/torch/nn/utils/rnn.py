"""Packed sequences: the padded tensor goes through, and every sequence is taken to be as long as the longest."""
from collections import namedtuple

from skipscope.recording.sequences import Whole, stacked


class PackedSequence(namedtuple('PackedSequence_', ('data', 'batch_sizes', 'sorted_indices', 'unsorted_indices'), defaults=(None, None, None))):
    """data (time × batch, …), the batch of each step, two permutations."""

    def to(self, *arguments, **keywords):
        return PackedSequence(self.data.to(*arguments, **keywords), *self[1:])


class WholeSequence(Whole, PackedSequence):
    plain = PackedSequence

    def __new__(cls, padded, batch_first):
        return tuple.__new__(cls, ()).holds(padded, batch_first)

    @property
    def batch_sizes(self):
        from ... import tensor
        batch, time = self.sizes
        return tensor([batch] * time)

    def like(self, padded, batch_first):
        return WholeSequence(padded, batch_first)


def made_whole(sequence):
    """A packed sequence with its padded tensor, also where the model has made it of another's data."""
    if isinstance(sequence, Whole):
        return sequence
    return WholeSequence(sequence.data.unflatten(0, (len(sequence.batch_sizes), -1)), False)


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    dim = 1 if batch_first else 0
    if isinstance(lengths, (list, tuple)) and all(isinstance(one, int) for one in lengths) and 0 < max(lengths, default=0) < input.shape[dim]:
        input = input.narrow(dim, 0, max(lengths))
    return WholeSequence(input, batch_first)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    import torch
    return made_whole(sequence).padded_again(torch, batch_first, padding_value, total_length)


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side='right'):
    import torch
    return stacked(torch, sequences, batch_first, padding_value, padding_side)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    """Each sequence is as long as the longest."""
    return list((padded_sequences if batch_first else padded_sequences.transpose(0, 1)).unbind(0))


def unpack_sequence(packed_sequences):
    return unpad_sequence(*pad_packed_sequence(packed_sequences, True), True)


def pack_sequence(sequences, enforce_sorted=True):
    return WholeSequence(pad_sequence(sequences), False)
