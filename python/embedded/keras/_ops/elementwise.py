"""Operations entry by entry."""
from .._core.operation import Spec, as_shape
from .._core.shapes import broadcast
from .._core.tensor import KerasTensor, dtype_name, tensors_in
from .free import dtype_of, free

BINARY = ('Add Subtract Multiply Divide TrueDivide FloorDivide Power Mod Maximum Minimum Arctan2 FloorMod').split()
COMPARING = 'Less LessEqual Greater GreaterEqual Equal NotEqual LogicalAnd LogicalOr LogicalXor Isclose'.split()
UNARY = ('Absolute Exp Expm1 Log Log1p Log2 Log10 Sqrt Square Sin Cos Tan Sinh Cosh Arcsin Arccos Arctan Negative Sign Reciprocal Round '
         'Floor Ceil Conjugate Real Clip NanToNum').split()
MATH = 'Erf Rsqrt Logdet'.split()
ACTIVATIONS = ('Relu Relu6 Sigmoid SparseSigmoid Softplus Softsign SoftShrink SparsePlus Silu Squareplus LogSigmoid LeakyRelu HardSigmoid '
               'HardSilu Elu Selu Gelu Celu Glu TanhShrink HardTanh HardShrink Threshold Softmax LogSoftmax Sparsemax Mish Exponential').split()


def _both(x1, x2, *rest, **keywords):
    tensor = next(iter(tensors_in([x1, x2])), None)
    return Spec(broadcast(as_shape(x1), as_shape(x2)), dtype_of(tensor))


def _compared(x1, x2, **keywords):
    return Spec(broadcast(as_shape(x1), as_shape(x2)), 'bool')


def _same(x, *rest, **keywords):
    return Spec(as_shape(x), dtype_of(x))


def _glu(x, axis=-1, **keywords):
    shape = as_shape(x)
    if shape is None:
        return Spec(None)
    at = axis % len(shape)
    return Spec([extent // 2 if one == at and extent is not None else extent for one, extent in enumerate(shape)])


def _number(one, other):
    """The number that fills a shape which the other operand has anyway; any other operand as it is."""
    fill = getattr(one, 'fill', None)
    if fill is None or not isinstance(other, KerasTensor) or other.node is None:
        return one
    return fill if broadcast(as_shape(one), as_shape(other)) == as_shape(other) else one


def _of_numbers(function):
    def call(x1, x2, **keywords):
        return function(_number(x1, x2), _number(x2, x1), **keywords)
    call.__name__ = call.__qualname__ = function.__name__
    return call


FUNCTIONS = {}
for _name in BINARY:
    FUNCTIONS[_name] = _of_numbers(free(_name, _both))
for _name in COMPARING:
    FUNCTIONS[_name] = free(_name, _compared)
for _name in UNARY:
    FUNCTIONS[_name] = free(_name, _same)
for _name in MATH:
    FUNCTIONS[_name] = free(_name, _same, 'math')
for _name in ACTIVATIONS:
    FUNCTIONS[_name] = free(_name, _glu if _name == 'Glu' else _same, 'nn', ('axis', 'negative_slope', 'alpha', 'approximate'))
FUNCTIONS['Clip'] = free('Clip', _same, 'numpy', ('x_min', 'x_max'))
FUNCTIONS['Gelu'] = free('Gelu', _same, 'nn', ('approximate',), {'approximate': True})
FUNCTIONS['Tanh'] = free('Tanh', _same)
FUNCTIONS['LogicalNot'] = free('LogicalNot', _same)
FUNCTIONS['Isnan'] = free('Isnan', lambda x: Spec(as_shape(x), 'bool'))
FUNCTIONS['StopGradient'] = free('StopGradient', _same, 'core')
FUNCTIONS['Cast'] = free('Cast', lambda x, dtype, **keywords: Spec(as_shape(x), dtype_name(dtype)), 'core', ('dtype',))
FUNCTIONS['Where'] = free('Where', lambda condition, x1=None, x2=None: Spec(
    None if x1 is None else broadcast(as_shape(condition), as_shape(x1), as_shape(x2)), dtype_of(x1)))
FUNCTIONS['Normalize'] = free('Normalize', _same, 'nn', ('axis', 'order'))
FUNCTIONS['Dropout'] = free('Dropout', _same, 'nn', ('rate',))
FUNCTIONS['BatchNorm'] = free('BatchNorm', _same, 'nn')
FUNCTIONS['ZerosLike'] = free('ZerosLike', _same)
FUNCTIONS['OnesLike'] = free('OnesLike', _same)
FUNCTIONS['FullLike'] = free('FullLike', _same)
FUNCTIONS['Cumsum'] = free('Cumsum', _same, 'numpy', ('axis',))


def cast(x, dtype):
    """The tensor itself where it has the type."""
    dtype = dtype_name(dtype)
    if isinstance(x, KerasTensor) and x.dtype == dtype:
        return x
    return FUNCTIONS['Cast'](x, dtype=dtype) if isinstance(x, KerasTensor) else x
