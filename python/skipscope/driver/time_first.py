"""Sequences with time in front: a recurrent layer, or an attention, without `batch_first` has its batch on the second axis."""
from .templates import BATCHES, TensorSpec, copied, same_spec, scale

TIME, BATCH = 0, 1


def misread(calls, nn):
    """Some layer that has time in front got a batch that grows elsewhere. `calls`: (module, template of its call)."""
    return any(not _grows(template) for _, template in _time_first(calls, nn))


def is_read(calls, nn):
    """Every layer that has time in front got its batch on the second axis."""
    return all(_grows(template) for _, template in _time_first(calls, nn))


def _time_first(calls, nn):
    kinds = (nn.RNN, nn.LSTM, nn.GRU, nn.MultiheadAttention)
    return [(module, template) for module, template in calls
            if isinstance(module, kinds) and not module.batch_first and _rank(template) == 3]


def _rank(template):
    specs = template.specs()
    return len(specs[0][1].shapes[BATCHES[0]]) if specs else 0


def _grows(template):
    shapes = template.specs()[0][1].shapes
    return shapes[BATCHES[0]][BATCH] != shapes[BATCHES[1]][BATCH]


def time_first(template):
    """The call with its batch on the second axis: by the extents of the text, else with the axes of its samples."""
    if template.written is None:
        return copied(template, _behind_time)
    moved = copied(template.written, same_spec)
    scale(moved, BATCH)
    return moved


def _behind_time(spec):
    shape = spec.shapes[BATCHES[0]]
    if len(shape) < 2 or shape[TIME] == spec.shapes[BATCHES[1]][TIME]:
        return same_spec(spec)
    return TensorSpec({batch: (shape[1], batch) + shape[2:] for batch in BATCHES}, spec.dtype, spec.vocabulary)
