"""The functions directly under `tf`."""
import builtins

from keras import ops

from ._calls import renamed

_OVER = 'input_tensor, axis, keepdims'


def concat(values, axis=-1, name=None):
    return ops.concatenate(values, axis, **_name(name))


def add_n(inputs, name=None):
    total = inputs[0]
    for one in inputs[1:]:
        total = ops.add(total, one)
    return total


def _name(name):
    return {} if name is None else {'name': name}


def split(value, num_or_size_splits, axis=0, num=None, name=None):
    """TensorFlow takes sizes where Keras takes the places between them."""
    if isinstance(num_or_size_splits, int):
        return ops.split(value, num_or_size_splits, axis)
    marks, at = [], 0
    for size in list(num_or_size_splits)[:-1]:
        at += size
        marks.append(at)
    return ops.split(value, marks, axis)


def unstack(value, num=None, axis=0, name=None):
    return ops.unstack(value, num, axis)


def matmul(a, b, transpose_a=False, transpose_b=False, **keywords):
    def turned(x):
        order = list(builtins.range(len(x.shape)))
        return ops.transpose(x, order[:-2] + [order[-1], order[-2]])
    return ops.matmul(turned(a) if transpose_a else a, turned(b) if transpose_b else b)


def slice(input_, begin, size, name=None):  # noqa: A001
    return input_[tuple(builtins.slice(start, None if extent == -1 else start + extent) for start, extent in zip(begin, size))]


def zeros(shape, dtype='float32', name=None):
    return ops.zeros(shape, dtype)


def fill(dims, value, name=None):
    return ops.zeros(dims)


def range(start, limit=None, delta=1, dtype=None, name='range'):  # noqa: A001
    return ops.arange(start, limit, delta, dtype or 'int32')


def gather(params, indices, axis=None, **keywords):
    return ops.take(params, indices, axis=0 if axis is None else axis)


def boolean_mask(*arguments, **keywords):
    return ops.unknown_operation('tf.boolean_mask')(*arguments, **keywords)


def cond(pred, true_fn=None, false_fn=None, name=None):
    return ops.cond(pred, true_fn, false_fn)


def einsum(equation, *inputs, **keywords):
    return ops.einsum(equation, *inputs)


def clip_by_value(t, clip_value_min, clip_value_max, name=None):
    return ops.clip(t, clip_value_min, clip_value_max)


FUNCTIONS = {
    'concat': concat, 'add_n': add_n, 'split': split, 'unstack': unstack, 'matmul': matmul, 'slice': slice, 'zeros': zeros, 'ones': zeros,
    'fill': fill, 'range': range, 'gather': gather, 'boolean_mask': boolean_mask, 'cond': cond, 'einsum': einsum,
    'clip_by_value': clip_by_value,
    'stack': renamed(ops.stack, 'values, axis'), 'reshape': renamed(ops.reshape, 'tensor, shape:newshape'),
    'transpose': renamed(ops.transpose, 'a, perm:axes'), 'expand_dims': renamed(ops.expand_dims, 'input, axis'),
    'squeeze': renamed(ops.squeeze, 'input, axis'), 'reduce_mean': renamed(ops.mean, _OVER), 'reduce_sum': renamed(ops.sum, _OVER),
    'reduce_max': renamed(ops.max, _OVER), 'reduce_min': renamed(ops.min, _OVER), 'reduce_prod': renamed(ops.prod, _OVER),
    'reduce_any': renamed(ops.any, _OVER), 'reduce_all': renamed(ops.all, _OVER), 'reduce_logsumexp': renamed(ops.logsumexp, _OVER),
    'argmax': renamed(ops.argmax, 'input, axis, output_type:-'), 'argmin': renamed(ops.argmin, 'input, axis, output_type:-'),
    'pad': renamed(ops.pad, 'tensor, paddings:pad_width, mode:-, constant_values:-'), 'tile': ops.tile,
    'repeat': renamed(ops.repeat, 'input, repeats, axis'), 'broadcast_to': renamed(ops.broadcast_to, 'input, shape'),
    'reverse': renamed(ops.flip, 'tensor, axis'), 'roll': renamed(ops.roll, 'input, shift, axis'), 'tensordot': renamed(ops.tensordot, 'a, b:x2, axes'),
    'one_hot': renamed(ops.one_hot, 'indices, depth:num_classes, on_value:-, off_value:-, axis'), 'where': ops.where,
    'zeros_like': ops.zeros_like, 'ones_like': ops.ones_like, 'stop_gradient': ops.stop_gradient, 'cumsum': renamed(ops.cumsum, 'x, axis'),
    'eye': ops.eye, 'linspace': ops.linspace, 'space_to_depth': renamed(ops.space_to_depth, 'input, block_size:block'),
}
for _name_, _function in {
        'add': 'add', 'subtract': 'subtract', 'multiply': 'multiply', 'divide': 'divide', 'maximum': 'maximum', 'minimum': 'minimum',
        'pow': 'power', 'exp': 'exp', 'sqrt': 'sqrt', 'square': 'square', 'abs': 'absolute', 'sigmoid': 'sigmoid', 'tanh': 'tanh', 'sign': 'sign',
        'sin': 'sin', 'cos': 'cos', 'negative': 'negative', 'round': 'round', 'floor': 'floor', 'less': 'less', 'greater': 'greater',
        'equal': 'equal', 'not_equal': 'not_equal', 'less_equal': 'less_equal', 'greater_equal': 'greater_equal', 'logical_and': 'logical_and',
        'logical_or': 'logical_or', 'logical_not': 'logical_not', 'truediv': 'true_divide'}.items():
    FUNCTIONS[_name_] = getattr(ops, _function)
