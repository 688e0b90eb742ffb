"""Recurrent layers, their cells, and the wrappers that go over time."""
from .._core.builtin import CLASSES, define, shape_of
from .._core.operation import Spec, quietly
from .._core.shapes import Shape, per_axis, window
from .._core.tensor import KerasTensor
from .signatures import SIGNATURES


def _sequence(layer, inputs, extents, states):
    """Outputs of a recurrent layer: the last step or all, then its states."""
    shape = shape_of(inputs)
    if shape is None:
        return Spec(None)
    steps = (shape[1],) if layer.options['return_sequences'] else ()
    output = Spec(Shape((shape[0],) + steps + tuple(extents)))
    if not layer.options['return_state']:
        return output
    return [output] + [Spec(Shape((shape[0],) + tuple(extents)))] * states


def _units(states):
    def shapes(layer, inputs, more, keywords):
        return _sequence(layer, inputs, (layer.options['units'],), states)
    return shapes


def _cell(states):
    def shapes(layer, inputs, more, keywords):
        shape = shape_of(inputs)
        output = Spec(None if shape is None else Shape((shape[0], layer.options['units'])))
        return [output] + [output] * states
    return shapes


for _name, _states in (('LSTM', 2), ('GRU', 1), ('SimpleRNN', 1)):
    define(_name, SIGNATURES[_name], _units(_states), 3)
    define(_name + 'Cell', SIGNATURES[_name + 'Cell'], _cell(_states))
define('CuDNNLSTM', "units, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', "
       'unit_forget_bias=True, return_sequences=False, return_state=False, go_backwards=False, stateful=False', _units(2), 3)
define('CuDNNGRU', "units, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', "
       'return_sequences=False, return_state=False, go_backwards=False, stateful=False', _units(1), 3)


def _convolutional(n):
    def shapes(layer, inputs, more, keywords):
        options = layer.options
        for key in ('kernel_size', 'strides', 'dilation_rate'):
            options[key] = per_axis(options[key], n, key)
        shape = shape_of(inputs)
        if shape is None:
            return Spec(None)
        first = options['data_format'] == 'channels_first'
        extents = shape[3:] if first else shape[2:-1]
        sizes = tuple(window(*one[:3], str(options['padding']).lower(), one[3]) for one in zip(
            extents, options['kernel_size'], options['strides'], options['dilation_rate']))
        channels = (options['filters'],)
        return _sequence(layer, inputs, channels + sizes if first else sizes + channels, 2)
    return shapes


for _n in (1, 2, 3):
    define('ConvLSTM%dD' % _n, SIGNATURES['ConvLSTM%dD' % _n], _convolutional(_n), _n + 3)


def _width_of(cell):
    """The last extent of what a cell gives."""
    if isinstance(cell, (list, tuple)):
        return _width_of(cell[-1])
    if isinstance(getattr(cell, 'cells', None), (list, tuple)):
        return _width_of(cell.cells[-1])
    size = getattr(cell, 'output_size', None) or getattr(cell, 'units', None) or getattr(cell, 'state_size', None)
    return size[0] if isinstance(size, (list, tuple)) else size


def _states_of(cell):
    cells = cell if isinstance(cell, (list, tuple)) else getattr(cell, 'cells', None) or [cell]
    return sum(2 if 'LSTM' in type(one).__name__ else 1 for one in cells)


def _rnn(layer, inputs, more, keywords):
    cell = layer.options['cell']
    return _sequence(layer, inputs, (_width_of(cell),), _states_of(cell))


define('RNN', 'cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False', _rnn, (3,))
define('StackedRNNCells', 'cells', None)


def _both_ways(layer, inputs, more, keywords):
    inner = layer.options['layer']
    with quietly():
        made = inner.compute(inputs)
    specs = made if isinstance(made, list) else [made]
    outputs, states = specs[:1], specs[1:]
    shape = outputs[0].shape
    mode = layer.options['merge_mode']
    if shape is None:
        return Spec(None)
    if mode == 'concat':
        outputs = [Spec(Shape(tuple(shape[:-1]) + (shape[-1] * 2,)))]
    elif mode is None:
        outputs = outputs * 2
    found = outputs + states + states
    return found[0] if len(found) == 1 else found


class Bidirectional(define('Bidirectional', SIGNATURES['Bidirectional'], _both_ways)):
    """Its two layers are named after the one that it is given."""

    def get_config(self):
        config = super().get_config()
        inner = self.options['layer']
        base = inner.layer_json()
        told = self.options['backward_layer']
        backward = told.layer_json() if told is not None else base
        own = {'go_backwards': not inner.options['go_backwards']} if told is None else {}
        config['layer'] = {**base, 'config': {**base['config'], 'name': 'forward_' + inner.name}}
        config['backward_layer'] = {**backward, 'config': {
            **backward['config'], 'name': 'backward_' + inner.name if told is None else told.name, **own}}
        return config


def _each_step(layer, inputs, more, keywords):
    inner = layer.options['layer']
    shape = shape_of(inputs)
    if shape is None:
        return Spec(None)
    step = KerasTensor((shape[0],) + tuple(shape[2:]), inputs.dtype)
    with quietly():
        made = inner(step)
    result = made.known_shape
    return Spec(None if result is None else Shape((result[0], shape[1]) + tuple(result[1:])))


CLASSES['Bidirectional'] = Bidirectional
define('TimeDistributed', SIGNATURES['TimeDistributed'], _each_step, (3,))
