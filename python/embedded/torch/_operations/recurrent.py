"""Recurrent layers and cells."""
from .common import Several, shape_of


def recurrent(name, states):
    @shape_of(name)
    def shape(bound):
        first, hidden = bound['input'], bound['hx']
        hidden = hidden[0] if isinstance(hidden, (list, tuple)) else hidden
        ways = 2 if bound['bidirectional'] else 1
        cell = bound['hx'][1] if states == 2 else hidden
        out = (*first._shape[:-1], hidden._shape[-1] * ways)
        outs = [(out, first._dtype), (hidden._shape, first._dtype)]
        return Several(outs + [(cell._shape, first._dtype)] if states == 2 else outs)
    return shape


for one, count in (('lstm', 2), ('gru', 1), ('rnn_tanh', 1), ('rnn_relu', 1)):
    recurrent(one, count)


def cell(name, states):
    @shape_of(name)
    def shape(bound):
        first, weight = bound['input'], bound['w_ih']
        if first._shape[-1] != weight._shape[1]:
            raise RuntimeError('input has inconsistent input_size: got %d expected %d' % (first._shape[-1], weight._shape[1]))
        hidden = bound['hx'][0] if states == 2 else bound['hx']
        out = (hidden._shape, first._dtype)
        return Several([out, out]) if states == 2 else out
    return shape


for one, count in (('lstm_cell', 2), ('gru_cell', 1), ('rnn_tanh_cell', 1), ('rnn_relu_cell', 1)):
    cell(one, count)
