"""
The parameters of every operation, by torch's names and with torch's defaults. One line each:
`name(operand*, attribute=default, variadic...)`; `*` marks a parameter that takes a tensor (left out where None).
"""
from .elementwise import TABLE as _elementwise
from .layers import TABLE as _layers
from .losses import TABLE as _losses
from .reductions import TABLE as _reductions
from .shapes import TABLE as _shapes

TABLE = _elementwise + _layers + _losses + _reductions + _shapes
