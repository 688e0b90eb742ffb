"""
Sequences that are as long as each other: packing them leaves nothing out, so the padded tensor goes through as it is.
Both routes record them so. Sequences of several lengths are packed by torch itself, where there is one.
"""


class Whole:
    """
    A packed sequence that leaves nothing out. `padded`: (batch, time, …) where `batch_first`, else (time, batch, …).
    As a tuple it is torch's: data (time × batch, …), the batch of each step, and two permutations, which it has not.
    """

    sorted_indices = unsorted_indices = None

    def holds(self, padded, batch_first):
        self.padded, self.batch_first = padded, bool(batch_first)
        return self

    def laid_out(self, batch_first):
        return self.padded if bool(batch_first) == self.batch_first else self.padded.transpose(0, 1)

    @property
    def data(self):
        return self.laid_out(False).flatten(0, 1)

    @property
    def sizes(self):
        """(batch, time)."""
        first, second = self.padded.shape[:2]
        return (first, second) if self.batch_first else (second, first)

    def __iter__(self):
        return iter((self.data, self.batch_sizes, None, None))

    def __getitem__(self, at):
        return tuple(self)[at]

    def _replace(self, **changed):
        data = changed['data'] if 'data' in changed else self.data
        return self.plain(data, changed.get('batch_sizes', self.batch_sizes))

    def to(self, *arguments, **keywords):
        return self.like(self.padded.to(*arguments, **keywords), self.batch_first)

    def padded_again(self, torch, batch_first=False, padding_value=0.0, total_length=None):
        """The padded tensor and the lengths of `pad_packed_sequence`."""
        batch, time = self.sizes
        padded = self.laid_out(batch_first)
        if total_length is not None and total_length > time:
            after = 2 * (padded.dim() - (2 if batch_first else 1)) * [0] + [0, total_length - time]
            padded = torch.nn.functional.pad(padded, after, value=padding_value)
        return padded, torch.tensor([time] * batch)


def stacked(torch, sequences, batch_first=False, padding_value=0.0, padding_side='right'):
    """`pad_sequence` in operations that say which sequence is padded: (batch, time, …), or (time, batch, …)."""
    sequences = list(sequences)
    longest = max(one.shape[0] for one in sequences)
    padded = [one if one.shape[0] == longest else torch.nn.functional.pad(one, added(one, longest, padding_side), value=padding_value)
              for one in sequences]
    return torch.stack(padded, 0 if batch_first else 1)


def added(sequence, longest, side):
    missing = longest - sequence.shape[0]
    return [0, 0] * (sequence.dim() - 1) + ([0, missing] if side == 'right' else [missing, 0])
