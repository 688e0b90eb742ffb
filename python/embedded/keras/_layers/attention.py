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


def _multi_head_weights(layer, shapes):
    """The kernels of the four projections, each with its bias; one per head and width."""
    options = layer.options
    query = shapes[0][-1]
    value = shapes[1][-1] if len(shapes) > 1 else query
    key = shapes[2][-1] if len(shapes) > 2 else value
    heads, width = options['num_heads'], options['key_dim']
    size = options['output_shape']
    result = (query,) if size is None else (size,) if isinstance(size, int) else tuple(size)
    told = []
    for name, given, per_head in (('query', query, width), ('key', key, width), ('value', value, options['value_dim'])):
        told.append(('%s_kernel' % name, (given, heads, per_head), 'kernel_initializer'))
        if options['use_bias']:
            told.append(('%s_bias' % name, (heads, per_head), 'bias_initializer'))
    told.append(('attention_output_kernel', (heads, options['value_dim']) + result, 'kernel_initializer'))
    if options['use_bias']:
        told.append(('attention_output_bias', result, 'bias_initializer'))
    return told


define('MultiHeadAttention', SIGNATURES['MultiHeadAttention'], _multi_head).weight_shapes = _multi_head_weights
define('GroupedQueryAttention', SIGNATURES['GroupedQueryAttention'], _grouped)
define('Attention', SIGNATURES['Attention'], _plain)
define('AdditiveAttention', SIGNATURES['AdditiveAttention'], _plain)
