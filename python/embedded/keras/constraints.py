"""`keras.constraints`."""
from ._core.parts import Part as Constraint, defined, getter

_classes, _texts = defined('keras.constraints', {
    'MaxNorm': 'max_value=2, axis=0', 'NonNeg': '', 'UnitNorm': 'axis=0', 'MinMaxNorm': 'min_value=0.0, max_value=1.0, rate=1.0, axis=0',
})
globals().update(_classes)
max_norm = maxnorm = _classes['MaxNorm']
non_neg = nonneg = _classes['NonNeg']
unit_norm = unitnorm = _classes['UnitNorm']
min_max_norm = _classes['MinMaxNorm']
get = deserialize = getter('constraint', _texts)
