"""Operations on every entry, and those that make tensors."""

UNARY = (
    'abs acos acosh asin asinh atan atanh bitwise_not ceil cos cosh digamma erf erfc erfinv exp exp2 expm1 floor frac '
    'i0 isfinite isinf isnan isneginf isposinf lgamma log log10 log1p log2 logical_not neg positive reciprocal relu relu6 '
    'rsqrt sigmoid sign sgn silu mish hardswish hardsigmoid sin sinc sinh sqrt square tan tanh tanhshrink trunc '
    'logsigmoid softsign selu rad2deg deg2rad angle real imag conj view_as_real view_as_complex detach bernoulli '
    'zero signbit resolve_conj resolve_neg'
)
BINARY = (
    'mul floor_divide remainder fmod pow maximum minimum fmax fmin atan2 lt le gt ge eq ne logical_and '
    'logical_or logical_xor bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift hypot copysign '
    'xlogy logaddexp logaddexp2 polar complex heaviside gcd'
)
TABLE = ''.join('%s(input*)\n' % name for name in UNARY.split()) + ''.join(
    '%s(input*, other*)\n' % name for name in BINARY.split()) + """
add(input*, other*, alpha=1)
sub(input*, other*, alpha=1)
div(input*, other*, rounding_mode=None)
where(condition*, input*, other*)
masked_fill(input*, mask*, value*)
masked_scatter(input*, mask*, source*)
clamp(input*, min*=None, max*=None)
lerp(input*, end*, weight*)
addcmul(input*, tensor1*, tensor2*, value=1)
addcdiv(input*, tensor1*, tensor2*, value=1)
nan_to_num(input*, nan=0.0, posinf=None, neginf=None)
round(input*, decimals=0)
logit(input*, eps=None)
isclose(input*, other*, rtol=1e-05, atol=1e-08, equal_nan=False)
to(input*, dtype)
fill(input*, value*)
copy(input*, src*)
gelu(input*, approximate='none')
leaky_relu(input*, negative_slope=0.01)
elu(input*, alpha=1.0)
celu(input*, alpha=1.0)
softplus(input*, beta=1, threshold=20)
hardtanh(input*, min_val=-1.0, max_val=1.0)
hardshrink(input*, lambd=0.5)
softshrink(input*, lambd=0.5)
threshold(input*, threshold, value)
rrelu(input*, lower=0.125, upper=0.3333333333333333, training=False)
prelu(input*, weight*)
glu(input*, dim=-1)
dropout(input*, p=0.5, training=True, channels=False)
alpha_dropout(input*, p=0.5, training=False, channels=False)
full(size, fill_value*, dtype)
eye(n, m, dtype)
arange(start, end, step, dtype)
linspace(start, end, steps, dtype)
logspace(start, end, steps, base, dtype)
rand(size, dtype)
randn(size, dtype)
uniform(input*, from, to)
normal(input*, mean*, std*)
randint(low, high, size, dtype)
randperm(n, dtype)
multinomial(input*, num_samples, replacement=False)
tril_indices(row, col, offset=0)
triu_indices(row, col, offset=0)
hann_window(window_length, periodic=True)
one_hot(input*, num_classes=-1)
cumsum(input*, dim, dtype=None)
cumprod(input*, dim, dtype=None)
cummax(input*, dim)
cummin(input*, dim)
logcumsumexp(input*, dim)
softmax(input*, dim=None, dtype=None)
log_softmax(input*, dim=None, dtype=None)
softmin(input*, dim=None, dtype=None)
gumbel_softmax(input*, tau=1, hard=False, eps=1e-10, dim=-1)
normalize(input*, p=2.0, dim=1, eps=1e-12)
cosine_similarity(x1*, x2*, dim=1, eps=1e-08)
pairwise_distance(x1*, x2*, p=2.0, eps=1e-06, keepdim=False)
bucketize(input*, boundaries*, right=False)
searchsorted(sorted_sequence*, input*, right=False)
custom(tensors*, name)
"""
