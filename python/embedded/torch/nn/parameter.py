"""`torch.nn.parameter`."""
from .._core.parameter import Buffer, Parameter


class UninitializedParameter(Parameter):
    """A parameter whose shape the first call tells."""


UninitializedBuffer = Buffer


def is_lazy(parameter):
    return isinstance(parameter, UninitializedParameter)
