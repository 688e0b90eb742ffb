"""Small helpers that torch has here too."""
from itertools import repeat


def _ntuple(n, name='parse'):
    def parse(value):
        if isinstance(value, (list, tuple)) or hasattr(value, '__iter__'):
            return tuple(value)
        return tuple(repeat(value, n))
    parse.__name__ = name
    return parse


_single = _ntuple(1, '_single')
_pair = _ntuple(2, '_pair')
_triple = _ntuple(3, '_triple')
_quadruple = _ntuple(4, '_quadruple')


def _reverse_repeat_tuple(values, n):
    return tuple(value for value in reversed(values) for _ in range(n))


def _list_with_default(out_size, defaults):
    return [default if size is None else size for size, default in zip(out_size, defaults[-len(out_size):])]


def consume_prefix_in_state_dict_if_present(state_dict, prefix):
    return None
