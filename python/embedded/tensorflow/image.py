"""`tf.image`."""
from keras import ops


def resize(images, size, method='bilinear', *arguments, **keywords):
    return ops.resize(images, tuple(size), str(method))


def resize_bilinear(images, size, *arguments, **keywords):
    return ops.resize(images, tuple(size), 'bilinear')


def resize_nearest_neighbor(images, size, *arguments, **keywords):
    return ops.resize(images, tuple(size), 'nearest')


class ResizeMethod:
    """Names of methods."""
    BILINEAR, NEAREST_NEIGHBOR, BICUBIC, AREA, LANCZOS3 = 'bilinear', 'nearest', 'bicubic', 'area', 'lanczos3'


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'tensorflow.image' has no attribute '%s'" % name)
    return ops.unknown_operation('tf.image.' + name)
