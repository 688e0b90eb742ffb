"""`tf.float32` and the others."""
__all__ = ('float16', 'bfloat16', 'float32', 'float64', 'half', 'double', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'bool', 'string',
           'complex64', 'DType', 'as_dtype')


class DType:
    """A type by its name."""

    def __init__(self, name):
        self.name = self.__name__ = name

    def __repr__(self):
        return 'tf.' + self.name

    def __eq__(self, other):
        return getattr(other, 'name', other) == self.name

    def __hash__(self):
        return hash(self.name)

    @property
    def is_floating(self):
        return 'float' in self.name

    as_numpy_dtype = base_dtype = property(lambda self: self)


def as_dtype(name):
    return DType(getattr(name, 'name', name))


float16, bfloat16, float32, float64 = (DType(_name) for _name in ('float16', 'bfloat16', 'float32', 'float64'))
int8, int16, int32, int64 = (DType(_name) for _name in ('int8', 'int16', 'int32', 'int64'))
uint8, uint16, string, complex64 = (DType(_name) for _name in ('uint8', 'uint16', 'string', 'complex64'))
half, double = float16, float64
bool = DType('bool')  # noqa: A001
