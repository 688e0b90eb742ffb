"""Layers that make numbers of texts and categories."""
from .._core.builtin import define, shape_of
from .._core.operation import Spec
from .._core.shapes import Shape
from .signatures import SIGNATURES


class Vocabulary:
    """Learn from data, which is not read here."""

    def adapt(self, *arguments, **keywords):
        return None

    def get_vocabulary(self, *arguments, **keywords):
        return []

    set_vocabulary = adapt

    def vocabulary_size(self):
        return self.options.get('max_tokens') or 0


def _looked_up(layer, inputs, more, keywords):
    shape = shape_of(inputs)
    options = layer.options
    if shape is None:
        return Spec(None)
    if options.get('output_mode', 'int') != 'int':
        size = options.get('max_tokens') or options.get('num_tokens') or options.get('num_bins')
        return Spec(Shape(tuple(shape[:-1]) + (size,)) if len(shape) > 1 else Shape((shape[0], size)))
    if layer.library_name == 'TextVectorization':
        return Spec(Shape((shape[0], options['output_sequence_length'])), 'int64')
    return Spec(shape, 'int64')


def _define(name):
    kind = define(name, SIGNATURES[name], _looked_up)
    for method in ('adapt', 'get_vocabulary', 'set_vocabulary', 'vocabulary_size'):
        setattr(kind, method, getattr(Vocabulary, method))


for _name in ('TextVectorization', 'StringLookup', 'IntegerLookup', 'Hashing', 'HashedCrossing', 'CategoryEncoding', 'Discretization'):
    _define(_name)


def _adapt(self, *arguments, **keywords):
    return None


def learns_from_data(kind):
    """`Normalization.adapt(data)` reads no data here."""
    kind.adapt = _adapt
