"""Dense, embedding, normalisation, activation, regularisation: most keep the shape of their input."""
from math import prod

from .._core.builtin import Builtin, define, shape_of
from .._core.operation import Spec
from .._core.shapes import Shape, axis_in
from .._core.state import state
from .._core.tensor import Derived, Variable, dtype_name
from .checks import last_extent
from .signatures import SIGNATURES


def _same(layer, inputs, more, keywords):
    return Spec(shape_of(inputs), inputs.dtype)


def _normalized(layer, inputs, more, keywords):
    axis = layer.options.get('axis')
    shape = shape_of(inputs)
    if shape is not None and axis is not None:
        for one in axis if isinstance(axis, (list, tuple)) else [axis]:
            last_extent(layer, shape, axis_in(one, len(shape)))
        if layer.library_name == 'LayerNormalization':
            layer.options.update(axis=list(axis) if isinstance(axis, (list, tuple)) else [axis], rms_scaling=False)
    return Spec(shape, inputs.dtype)


def _dense(layer, inputs, more, keywords):
    shape = shape_of(inputs)
    if shape is None:
        return Spec(None)
    last_extent(layer, shape)
    return Spec(Shape(tuple(shape[:-1]) + (layer.options['units'],)), dtype_name(layer.dtype_name))


def _einsum_dense(layer, inputs, more, keywords):
    shape = shape_of(inputs)
    target = layer.options['output_shape']
    target = (target,) if isinstance(target, int) else tuple(target)
    if shape is None:
        return Spec(None)
    equation = layer.options['equation'].replace(' ', '')
    given, _, result = equation.partition('->')
    given = given.partition(',')[0]
    if '...' in equation:
        kept = len(shape) - len(given.replace('...', ''))
        return Spec(Shape(tuple(shape[:kept]) + tuple(target[-(len(result.replace('...', ''))):])), 'float32')
    known = dict(zip(given, shape))
    extents = [shape[0], *target]
    return Spec(Shape(known.get(letter) if extent is None else extent for letter, extent in zip(result, extents)), 'float32')


def _embedding(layer, inputs, more, keywords):
    shape = shape_of(inputs)
    return Spec(None if shape is None else Shape(tuple(shape) + (layer.options['output_dim'],)), 'float32')


SAME = ('Activation ActivityRegularization AlphaDropout Dropout ELU GaussianDropout GaussianNoise Identity LeakyReLU Masking PReLU '
        'ReLU Rescaling Softmax SpatialDropout1D SpatialDropout2D SpatialDropout3D UnitNormalization SpectralNormalization').split()
for _name in SAME:
    define(_name, SIGNATURES[_name], _same)
for _name in ('BatchNormalization', 'LayerNormalization', 'GroupNormalization', 'RMSNormalization', 'Normalization'):
    define(_name, SIGNATURES[_name], _normalized)
define('Dense', SIGNATURES['Dense'], _dense, (2,))
define('EinsumDense', SIGNATURES['EinsumDense'], _einsum_dense)


class _Embedding(Builtin):
    def call(self, inputs=None, *arguments, **keywords):
        """Rows that no input chooses, such as those of positions, are weights of whatever takes them."""
        places = inputs.known_shape if isinstance(inputs, Derived) else None
        if state.silent or places is None or None in places:
            return super().call(inputs, *arguments, **keywords)
        rows, width = self.options['input_dim'], self.options['output_dim']
        # As many places as rows are all of them, each in its place.
        table = self._table(tuple(places) + (width,) if prod(places) == rows else (rows, width))
        return table if prod(places) == rows else Derived(tuple(places) + (width,), 'float32', [table])

    def _table(self, shape):
        if not self.own_variables:
            self._own(Variable(self.options['embeddings_initializer'], shape, 'float32', True), 'embeddings')
        return self.own_variables[0]


define('Embedding', SIGNATURES['Embedding'], _embedding, bases=(_Embedding,))
# Augmentation keeps pictures as they are but for their values.
for _name in SIGNATURES:
    if _name.startswith('Random') and _name != 'RandomCrop' or _name in ('AutoContrast', 'Equalization', 'Solarization', 'RandAugment'):
        define(_name, SIGNATURES[_name], _same)
define('ThresholdedReLU', 'theta=1.0', _same)
