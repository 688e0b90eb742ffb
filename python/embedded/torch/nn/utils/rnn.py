"""Packed sequences: the padded tensor goes through, lengths and all."""
from ..._core.tensor import Tensor


class PackedSequence:
    """`padded` is time-major. `data` is what a layer reads that takes no packed sequence."""

    def __init__(self, padded, lengths=None, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        self.padded, self.lengths = padded, lengths
        self.batch_sizes, self.sorted_indices, self.unsorted_indices = batch_sizes, sorted_indices, unsorted_indices

    @property
    def data(self):
        return self.padded.flatten(0, 1)

    def __iter__(self):
        """A tuple of four, as with torch."""
        return iter((self.data, self.batch_sizes, self.sorted_indices, self.unsorted_indices))

    def __getitem__(self, at):
        return tuple(self)[at]

    def like(self, padded):
        return PackedSequence(padded, self.lengths)

    def to(self, *arguments, **keywords):
        return self


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    return PackedSequence(input.transpose(0, 1) if batch_first else input, lengths)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    padded = sequence.padded
    lengths = sequence.lengths
    if not isinstance(lengths, Tensor):
        from ... import tensor
        lengths = tensor(list(lengths))
    return (padded.transpose(0, 1) if batch_first else padded), lengths


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side='right'):
    from ... import stack
    from ..functional import pad
    longest = max(sequence._shape[0] for sequence in sequences)
    padded = [pad(s, [0, 0] * (s.dim() - 1) + [0, longest - s._shape[0]], value=padding_value) for s in sequences]
    return stack(padded, 0 if batch_first else 1)


def pack_sequence(sequences, enforce_sorted=True):
    return PackedSequence(pad_sequence(sequences), [sequence._shape[0] for sequence in sequences])
