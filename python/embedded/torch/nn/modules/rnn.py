"""Recurrent layers and cells."""
import math
import numbers

from ..._core.call import invoke
from ..utils.rnn import PackedSequence, WholeSequence, made_whole
from .module import Module
from .weights import uniform

GATES = {'LSTM': 4, 'GRU': 3, 'RNN_TANH': 1, 'RNN_RELU': 1}


class RNNBase(Module):
    """Weights are drawn from U(±1 / √hidden)."""

    def __init__(self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
                 proj_size=0, device=None, dtype=None):
        super().__init__()
        self.mode, self.input_size, self.hidden_size, self.num_layers = mode, input_size, hidden_size, num_layers
        self.bias, self.batch_first, self.dropout, self.bidirectional, self.proj_size = bias, batch_first, float(dropout), bidirectional, proj_size
        if not isinstance(dropout, numbers.Number) or not 0 <= dropout <= 1:
            raise ValueError('dropout should be a number in range [0, 1] representing the probability of an element being zeroed')
        if not isinstance(hidden_size, int):
            raise TypeError('hidden_size should be of type int, got: %s' % type(hidden_size).__name__)
        if hidden_size <= 0:
            raise ValueError('hidden_size must be greater than zero')
        if num_layers <= 0:
            raise ValueError('num_layers must be greater than zero')
        self._all_weights = []
        gates, bound = GATES[mode] * hidden_size, 1.0 / math.sqrt(hidden_size)
        real = proj_size or hidden_size
        ways = 2 if bidirectional else 1
        for layer in range(num_layers):
            for way in range(ways):
                width = input_size if layer == 0 else real * ways
                ending = '_l%d%s' % (layer, '_reverse' if way else '')
                made = [('weight_ih', (gates, width)), ('weight_hh', (gates, real))]
                made += [('bias_ih', (gates,)), ('bias_hh', (gates,))] if bias else []
                made += [('weight_hr', (proj_size, hidden_size))] if proj_size else []
                for name, shape in made:
                    setattr(self, name + ending, uniform(shape, bound, dtype))
                self._all_weights.append([name + ending for name, _ in made])

    @property
    def all_weights(self):
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    @property
    def _flat_weights(self):
        return [weight for weights in self.all_weights for weight in weights]

    def flatten_parameters(self):
        return None

    def reset_parameters(self):
        return None

    def forward(self, input, hx=None):
        packed = isinstance(input, PackedSequence)
        if packed:
            input = made_whole(input).laid_out(self.batch_first)
        self._check(input)
        if hx is None:
            hx = self._zeros(input)
        elif not packed:
            self._check_hidden(input, hx)
        training = self.training
        result = invoke(self.mode.lower(), (input, hx, self._flat_weights, self.bias, self.num_layers, self.dropout, training,
                                            self.bidirectional, self.batch_first), {})
        output, hidden = result[0], result[1] if self.mode != 'LSTM' else result[1:]
        return WholeSequence(output, self.batch_first) if packed else output, hidden

    def _check(self, input):
        if len(input._shape) not in (2, 3):
            raise ValueError('%s: Expected input to be 2D or 3D, got %dD instead' % (type(self).__name__, len(input._shape)))
        if input._shape[-1] != self.input_size:
            raise RuntimeError('input.size(-1) must be equal to input_size. Expected %d, got %d' % (self.input_size, input._shape[-1]))

    def _hidden_shapes(self, input):
        """The shapes of `h`, and of an LSTM's `c`."""
        ways = self.num_layers * (2 if self.bidirectional else 1)
        batch = () if len(input._shape) == 2 else (input._shape[0 if self.batch_first else 1],)
        shapes = [(ways, *batch, self.proj_size or self.hidden_size), (ways, *batch, self.hidden_size)]
        return shapes if self.mode == 'LSTM' else shapes[:1]

    def _check_hidden(self, input, hx):
        states = hx if self.mode == 'LSTM' else [hx]
        ranks = [len(one._shape) for one in states]
        if any(rank != len(input._shape) for rank in ranks):
            raise RuntimeError('For %s %d-D input, hx%s should also be %d-D but got %s' % (
                'unbatched' if len(input._shape) == 2 else 'batched', len(input._shape), ' and cx' if self.mode == 'LSTM' else '', len(input._shape),
                '(%d-D, %d-D) tensors' % tuple(ranks) if self.mode == 'LSTM' else '%d-D tensor' % ranks[0]))
        for at, (one, shape) in enumerate(zip(states, self._hidden_shapes(input))):
            if tuple(one._shape) != shape:
                which = 'hidden[%d]' % at if self.mode == 'LSTM' else 'hidden'
                raise RuntimeError('Expected %s size %s, got %s' % (which, shape, list(one._shape)))

    def _zeros(self, input):
        """`h`, or `(h, c)` of zeros as torch makes them."""
        from ... import zeros
        made = tuple(zeros(*shape, dtype=input._dtype) for shape in self._hidden_shapes(input))
        return made if self.mode == 'LSTM' else made[0]

    def extra_repr(self):
        return '%s, %s, num_layers=%s' % (self.input_size, self.hidden_size, self.num_layers)


class LSTM(RNNBase):
    def __init__(self, *args, **kwargs):
        super().__init__('LSTM', *args, **kwargs)


class GRU(RNNBase):
    def __init__(self, *args, **kwargs):
        if 'proj_size' in kwargs:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        super().__init__('GRU', *args, **kwargs)


class RNN(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity='tanh', *args, **kwargs):
        if nonlinearity not in ('tanh', 'relu'):
            raise ValueError("Unknown nonlinearity '%s'. Select from 'tanh' or 'relu'." % nonlinearity)
        self.__dict__['nonlinearity'] = nonlinearity
        super().__init__('RNN_' + nonlinearity.upper(), input_size, hidden_size, num_layers, *args, **kwargs)


class RNNCellBase(Module):
    def __init__(self, input_size, hidden_size, bias, num_chunks, device=None, dtype=None):
        super().__init__()
        self.input_size, self.hidden_size, self.bias = input_size, hidden_size, bias
        bound = 1.0 / math.sqrt(hidden_size) if hidden_size > 0 else 0
        self.weight_ih = uniform((num_chunks * hidden_size, input_size), bound, dtype)
        self.weight_hh = uniform((num_chunks * hidden_size, hidden_size), bound, dtype)
        for name in ('bias_ih', 'bias_hh'):
            self.register_parameter(name, uniform((num_chunks * hidden_size,), bound, dtype) if bias else None)

    def reset_parameters(self):
        return None

    def _zeros(self, input):
        from ... import zeros
        return zeros(*input._shape[:-1], self.hidden_size, dtype=input._dtype)

    def _step(self, operation, input, hx):
        return invoke(operation, (input, hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh), {})


class RNNCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        return self._step('rnn_%s_cell' % self.nonlinearity, input, self._zeros(input) if hx is None else hx)


class GRUCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input, hx=None):
        return self._step('gru_cell', input, self._zeros(input) if hx is None else hx)


class LSTMCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input, hx=None):
        if hx is None:
            zeros = self._zeros(input)
            hx = (zeros, zeros)
        return self._step('lstm_cell', input, hx)


