"""Numbers of the ways to reduce a loss, which losses of other libraries compare."""
import warnings

NUMBERS = {'none': 0, 'mean': 1, 'elementwise_mean': 1, 'sum': 2}


def get_enum(reduction):
    """The number that torch gives a reduction."""
    if reduction not in NUMBERS:
        raise ValueError('%s is not a valid value for reduction' % reduction)
    return NUMBERS[reduction]


def legacy_get_string(size_average, reduce, emit_warning=True):
    """The reduction that `size_average` and `reduce` stand for."""
    average, reduces = size_average is None or size_average, reduce is None or reduce
    told = 'none' if not reduces else 'mean' if average else 'sum'
    if emit_warning:
        warnings.warn("size_average and reduce args will be deprecated, please use reduction='%s' instead." % told)
    return told


def legacy_get_enum(size_average, reduce, emit_warning=True):
    return get_enum(legacy_get_string(size_average, reduce, emit_warning))
