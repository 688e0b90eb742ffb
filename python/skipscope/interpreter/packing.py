"""Packed sequences of real torch whose lengths are equal, or told by nobody: recurrent layers run over the padded tensor."""
from ..recording.sequences import Whole, stacked
from .seen import is_seen, unseen


def install(torch):
    """Once for a process. Sequences of several lengths stay with torch."""
    rnn = torch.nn.utils.rnn
    pack, pad_packed, pad = rnn.pack_padded_sequence, rnn.pad_packed_sequence, rnn.pad_sequence
    kind = whole_kind(torch)

    def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
        if takes_all(torch, lengths, input.shape[1 if batch_first else 0]):
            return kind(input, batch_first)
        return pack(input, lengths, batch_first, enforce_sorted)

    def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
        whole = made_whole(torch, sequence, kind)
        if whole is None:
            return pad_packed(sequence, batch_first, padding_value, total_length)
        return whole.padded_again(torch, batch_first, padding_value, total_length)

    def pad_sequence(sequences, *arguments, **keywords):
        return stacked(torch, sequences, *arguments, **keywords) if is_seen() else pad(sequences, *arguments, **keywords)

    rnn.pack_padded_sequence, rnn.pad_packed_sequence, rnn.pad_sequence = pack_padded_sequence, pad_packed_sequence, pad_sequence
    for layer in (torch.nn.RNN, torch.nn.LSTM, torch.nn.GRU):
        layer.forward = padded(torch, layer.forward, kind)


def whole_kind(torch):
    class WholeSequence(Whole, torch.nn.utils.rnn.PackedSequence):
        plain = torch.nn.utils.rnn.PackedSequence

        def __new__(cls, padded, batch_first):
            batch, time = tuple.__new__(cls, ()).holds(padded, batch_first).sizes
            sizes = torch.tensor([batch] * time, device='cpu')
            return tuple.__new__(cls, (padded, sizes, None, None)).holds(padded, batch_first)

        def like(self, padded, batch_first):
            return WholeSequence(padded, batch_first)
    return WholeSequence


def takes_all(torch, lengths, extent):
    """Lengths that nobody tells, zeros or none, are the whole extent, as in the stand-in."""
    with unseen():
        if not isinstance(lengths, torch.Tensor):
            return all(int(one) == extent for one in lengths)
        return lengths.numel() == 0 or lengths.is_meta or int(lengths.min()) in (extent, 0) or int(lengths.min()) < 0


def padded(torch, forward, kind):
    def run(self, input, hx=None):
        if not isinstance(input, torch.nn.utils.rnn.PackedSequence):
            return forward(self, input, hx)
        whole = made_whole(torch, input, kind)
        if whole is None:
            return forward(self, input, hx)
        output, hidden = forward(self, whole.laid_out(self.batch_first), hx)
        return kind(output, self.batch_first), hidden
    return run


def made_whole(torch, packed, kind):
    """A packed sequence with its padded tensor, also where the model has made it of another's data; None for one of several lengths."""
    if isinstance(packed, Whole):
        return packed
    with unseen():
        sizes = set(packed.batch_sizes.tolist())
    if packed.sorted_indices is not None or len(sizes) > 1:
        return None
    return kind(packed.data.unflatten(0, (len(packed.batch_sizes), -1)), False)
