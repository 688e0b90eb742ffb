"""The requirements of a layer on its input, in Keras' words."""
from .._core.tensor import KerasTensor, tensors_in


def check_rank(layer, inputs):
    """Raises where a layer takes tensors of another rank, or gets no tensor."""
    found = tensors_in(inputs)
    if not found and not hasattr(inputs, 'shape'):
        raise ValueError('Layer "%s" expects a tensor. Received: %r' % (layer.name, inputs))
    rank = layer.rank
    if rank is None or not isinstance(inputs, KerasTensor) or inputs.known_shape is None:
        return
    least, exact = (rank[0], None) if isinstance(rank, tuple) else (None, rank)
    given = len(inputs.known_shape)
    if exact is not None and given != exact:
        raise ValueError('Input 0 of layer "%s" is incompatible with the layer: expected ndim=%d, found ndim=%d. Full shape received: %s' % (
            layer.name, exact, given, tuple(inputs.known_shape)))
    if least is not None and given < least:
        raise ValueError('Input 0 of layer "%s" is incompatible with the layer: expected min_ndim=%d, found ndim=%d. Full shape received: %s' % (
            layer.name, least, given, tuple(inputs.known_shape)))


def last_extent(layer, shape, axis=-1):
    """The channels, which a layer with weights has to know."""
    extent = shape[axis]
    if extent is None:
        raise ValueError('The channel dimension of the inputs of "%s" should be defined. Received: %s' % (layer.name, tuple(shape)))
    return extent
