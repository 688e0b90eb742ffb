"""Entry by entry."""
from .._core.dtypes import as_dtype
from .._core.tensor import Tensor
from .convolution import long_name
from .common import bool_, broadcast, floating, promoted, same, shape, shape_of

FLOATING = (
    'acos acosh asin asinh atan atanh cos cosh digamma erf erfc erfinv exp exp2 expm1 i0 lgamma log log10 log1p log2 logit '
    'reciprocal rsqrt sigmoid sin sinc sinh sqrt tan tanh rad2deg deg2rad hardsigmoid'
)
KEEPING = (
    'bitwise_not ceil floor frac neg positive relu relu6 sign sgn silu mish hardswish square tanhshrink trunc logsigmoid softsign '
    'selu conj detach bernoulli zero clamp nan_to_num round gelu leaky_relu elu celu softplus hardtanh hardshrink softshrink '
    'threshold rrelu dropout alpha_dropout resolve_conj resolve_neg'
)
TRUTH = 'isfinite isinf isnan isneginf isposinf logical_not signbit'
ARITHMETIC = (
    'add sub mul floor_divide remainder fmod pow maximum minimum fmax fmin bitwise_and bitwise_or bitwise_xor hypot copysign '
    'bitwise_left_shift bitwise_right_shift logaddexp logaddexp2 heaviside gcd'
)
COMPARING = 'lt le gt ge eq ne logical_and logical_or logical_xor isclose'



@shape_of(*FLOATING.split())
def real(bound):
    first = bound['input']
    return first._shape, floating(first._dtype)


@shape_of(*KEEPING.split())
def keeping(bound):
    first = bound['input']
    if not isinstance(first, Tensor):
        raise TypeError('argument \'input\' (position 1) must be Tensor, not %s' % type(first).__name__)
    p = bound.get('p')
    if p is not None and not 0 <= p <= 1:
        raise ValueError('dropout probability has to be between 0 and 1, but got %s' % p)
    return first._shape, first._dtype


@shape_of('abs')
def size_of_entries(bound):
    own, dtype = keeping(bound)
    return own, dtype.to_real()


@shape_of('angle')
def angle_of_entries(bound):
    own, dtype = real(bound)
    return own, dtype.to_real()


@shape_of(*TRUTH.split())
def truth(bound):
    return bound['input']._shape, bool_


@shape_of(*ARITHMETIC.split())
def arithmetic(bound):
    a, b = bound['input'], bound['other']
    return broadcast(a, b), promoted(a, b)


@shape_of('div', 'atan2', 'xlogy')
def divided(bound):
    a, b = bound['input'], bound['other']
    dtype = promoted(a, b)
    return broadcast(a, b), dtype if bound.get('rounding_mode') else floating(dtype)


@shape_of(*COMPARING.split())
def comparing(bound):
    return broadcast(bound['input'], bound['other']), bool_


@shape_of('where')
def where(bound):
    condition, a, b = bound['condition'], bound['input'], bound['other']
    return broadcast(condition, a, b), promoted(a, b)


@shape_of('masked_fill')
def masked_fill(bound):
    first, mask = bound['input'], bound['mask']
    if mask._dtype is not bool_:
        raise RuntimeError('masked_fill_ only supports boolean masks, but got mask with dtype %s' % long_name(mask))
    return broadcast(mask, first), first._dtype


@shape_of('masked_scatter')
def masked_scatter(bound):
    return broadcast(bound['input'], bound['mask']), bound['input']._dtype


@shape_of('lerp')
def lerp(bound):
    return broadcast(bound['input'], bound['end'], bound['weight']), bound['input']._dtype


@shape_of('addcmul', 'addcdiv')
def addcmul(bound):
    three = bound['input'], bound['tensor1'], bound['tensor2']
    return broadcast(*three), promoted(*three)


@shape_of('to')
def to(bound):
    dtype = as_dtype(bound['dtype'])
    bound['dtype'] = dtype
    first = bound['input']
    return first if dtype is first._dtype else (first._shape, dtype)


@shape_of('fill')
def fill(bound):
    return same(bound)


@shape_of('copy')
def copy(bound):
    whole = broadcast(bound['input'], bound['src'])
    return whole, bound['input']._dtype


@shape_of('polar', 'complex')
def polar(bound):
    a, b = bound['input'], bound['other']
    return broadcast(a, b), a._dtype.to_complex()


@shape_of('view_as_complex')
def view_as_complex(bound):
    first = bound['input']
    if not first._shape or first._shape[-1] != 2:
        raise RuntimeError('Tensor must have a last dimension of size 2')
    return first._shape[:-1], first._dtype.to_complex()


@shape_of('view_as_real')
def view_as_real(bound):
    first = bound['input']
    if not first._dtype.is_complex:
        raise RuntimeError('view_as_real is only supported for complex tensors')
    return (*first._shape, 2), first._dtype.to_real()


@shape_of('real', 'imag')
def part(bound):
    return bound['input']._shape, bound['input']._dtype.to_real()


@shape_of('prelu')
def prelu(bound):
    first, weight = bound['input'], bound['weight']
    if weight.numel() != 1:
        channels = first._shape[1] if len(first._shape) > 1 else 1
        if channels != weight.numel():
            raise RuntimeError('Mismatch of parameter numbers and input channel size. Found parameter numbers = %d and channel size = %d.'
                               % (weight.numel(), channels))
    return same(bound)


@shape_of('glu')
def glu(bound):
    first, dim = bound['input'], bound['dim']
    extent = first._shape[dim]
    if extent % 2:
        raise RuntimeError('Halving dimension must be even, but dimension %d is size %d' % (dim, extent))
    return (*first._shape[:dim], extent // 2, *first._shape[dim + 1:]), first._dtype


@shape_of('softmax', 'log_softmax', 'softmin', 'cumsum', 'cumprod')
def along(bound):
    first = bound['input']
    dtype = bound['dtype']
    if dtype is not None:
        return first._shape, as_dtype(dtype)
    summed = 'dim' in bound and first._dtype.category in ('bool', 'int')
    return first._shape, as_dtype('int64') if summed else first._dtype


@shape_of('logcumsumexp', 'normalize', 'gumbel_softmax')
def same_along(bound):
    return same(bound)


@shape_of('cosine_similarity')
def cosine_similarity(bound):
    whole = broadcast(bound['x1'], bound['x2'])
    dim = bound['dim'] % max(len(whole), 1)
    return (*whole[:dim], *whole[dim + 1:]), promoted(bound['x1'], bound['x2'])


@shape_of('pairwise_distance')
def pairwise_distance(bound):
    whole = broadcast(bound['x1'], bound['x2'])
    return (*whole[:-1], 1) if bound['keepdim'] else whole[:-1], promoted(bound['x1'], bound['x2'])


@shape_of('uniform', 'normal')
def drawn(bound):
    for key in ('mean', 'std'):
        if isinstance(bound.get(key), Tensor) and not isinstance(bound['input'], Tensor):
            return shape(bound[key]), bound[key]._dtype
    return same(bound)


@shape_of('bucketize', 'searchsorted')
def bucket(bound):
    return shape(bound['input']), as_dtype('int64')


