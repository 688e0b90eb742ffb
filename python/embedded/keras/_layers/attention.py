"""Attention."""
from .._core.builtin import define, shape_of
from .._core.operation import Spec
from .._core.shapes import Shape
from .._core.tensor import tensors_in
from .signatures import SIGNATURES


def _multi_head(layer, inputs, more, keywords):
    query = shape_of(inputs)
    value = keywords.get('value', more[0] if more else inputs)
    source = shape_of(value)
    options = layer.options
    options['value_dim'] = options['value_dim'] or options['key_dim']
    if query is None:
        return Spec(None)
    axes = options['attention_axes']
    options['attention_axes'] = list(range(1, len(query) - 1)) if axes is None else [axes] if isinstance(axes, int) else list(axes)
    size = options['output_shape']
    width = (query[-1],) if size is None else (size,) if isinstance(size, int) else tuple(size)
    output = Spec(Shape(tuple(query[:-1]) + width))
    if not keywords.get('return_attention_scores'):
        return output
    length = source[1] if source is not None else None
    return [output, Spec(Shape((query[0], options['num_heads'], query[1], length)))]


def _grouped(layer, inputs, more, keywords):
    return Spec(shape_of(inputs))


def _plain(layer, inputs, more, keywords):
    """`[query, value]` or `[query, value, key]`."""
    given = tensors_in(inputs)
    query, value = shape_of(given[0]), shape_of(given[1])
    if query is None or value is None:
        return Spec(None)
    output = Spec(Shape(tuple(query[:-1]) + (value[-1],)))
    if keywords.get('return_attention_scores'):
        return [output, Spec(Shape(tuple(query[:-1]) + (value[1],)))]
    return output


define('MultiHeadAttention', SIGNATURES['MultiHeadAttention'], _multi_head)
define('GroupedQueryAttention', SIGNATURES['GroupedQueryAttention'], _grouped)
define('Attention', SIGNATURES['Attention'], _plain)
define('AdditiveAttention', SIGNATURES['AdditiveAttention'], _plain)
