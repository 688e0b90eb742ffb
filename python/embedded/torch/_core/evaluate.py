"""Compute the entries of small constants: (inputs by slot as (entries, shape), attributes, outputs, generator)."""
import math
import operator

from .strides import contiguous

EVALUATE = {}


def rule(*names):
    def register(function):
        for name in names:
            EVALUATE[name] = function
        return function
    return register


def spread(entry, shape):
    """Entries of a tensor or a number, broadcast to a shape."""
    if not isinstance(entry, tuple):
        return [entry] * math.prod(shape)
    values, own = entry
    if tuple(own) == tuple(shape):
        return values
    while len(own) > len(shape) and own[0] == 1:
        own = own[1:]
    if len(own) > len(shape):
        raise ValueError('a broadcast that is not known')
    lead = len(shape) - len(own)
    strides = [0] * lead + [0 if n == 1 else s for n, s in zip(own, contiguous(own))]
    return [values[at] for at in places(shape, strides)]


def places(shape, strides, start=0):
    """The offsets that a walk over a shape in order visits."""
    offsets = [start]
    for extent, stride in zip(shape, strides):
        offsets = [base + at * stride for base in offsets for at in range(extent)]
    return offsets


def argument(inputs, attributes, name):
    return inputs[name] if name in inputs else attributes.get(name)


def logical(function):
    return lambda a, b: function(bool(a), bool(b))


def power(a, b):
    result = a ** b
    return result if not isinstance(result, complex) else math.nan


def divide(a, b):
    return a / b if b else math.nan if not a or a != a else math.copysign(math.inf, a)


BINARY = {
    'mul': operator.mul, 'floor_divide': lambda a, b: a // b, 'remainder': operator.mod, 'fmod': math.fmod, 'pow': power,
    'maximum': max, 'minimum': min, 'lt': operator.lt, 'le': operator.le, 'gt': operator.gt, 'ge': operator.ge, 'eq': operator.eq,
    'ne': operator.ne, 'logical_and': logical(operator.and_), 'logical_or': logical(operator.or_), 'logical_xor': logical(operator.xor),
    'bitwise_and': operator.and_, 'bitwise_or': operator.or_, 'bitwise_xor': operator.xor, 'atan2': math.atan2,
    'isclose': lambda a, b: abs(a - b) <= 1e-8 + 1e-5 * abs(b), 'outer': None,
    'polar': lambda r, angle: complex(r * math.cos(angle), r * math.sin(angle)), 'complex': complex,
}
UNARY = {
    'abs': abs, 'neg': operator.neg, 'exp': math.exp, 'sqrt': math.sqrt, 'rsqrt': lambda x: x ** -.5, 'sin': math.sin, 'cos': math.cos,
    'tan': math.tan, 'tanh': math.tanh, 'floor': math.floor, 'ceil': math.ceil, 'trunc': math.trunc, 'square': lambda x: x * x,
    'reciprocal': lambda x: divide(1.0, x), 'log2': math.log2, 'log10': math.log10, 'log1p': math.log1p, 'expm1': math.expm1,
    'sign': lambda x: (x > 0) - (x < 0), 'sigmoid': lambda x: 1 / (1 + math.exp(-x)), 'relu': lambda x: max(x, 0), 'erf': math.erf,
    'log': lambda x: math.log(x) if x > 0 else -math.inf if x == 0 else math.nan, 'isnan': lambda x: x != x, 'isinf': math.isinf,
    'isfinite': math.isfinite, 'logical_not': lambda x: not x, 'bitwise_not': lambda x: ~x, 'atan': math.atan, 'acos': math.acos,
    'asin': math.asin, 'sinh': math.sinh, 'cosh': math.cosh, 'frac': lambda x: x - math.trunc(x), 'positive': lambda x: x,
    'detach': lambda x: x, 'to': lambda x: x, 'dropout': lambda x: x, 'reshape': lambda x: x, 'flatten': lambda x: x,
    'squeeze': lambda x: x, 'unsqueeze': lambda x: x, 'alias': lambda x: x, 'zero': lambda x: 0, 'exp2': lambda x: 2.0 ** x,
}


def binary(function):
    def compute(inputs, attributes, outputs, generator):
        shape = outputs[0][0]
        return [list(map(function, spread(argument(inputs, attributes, 'input'), shape), spread(argument(inputs, attributes, 'other'), shape)))]
    return compute


def unary(function):
    return lambda inputs, attributes, outputs, generator: [list(map(function, inputs['input'][0]))]


for name, function in BINARY.items():
    if function is not None:
        EVALUATE[name] = binary(function)
for name, function in UNARY.items():
    EVALUATE[name] = unary(function)


@rule('add')
def add(inputs, attributes, outputs, generator):
    shape, alpha = outputs[0][0], attributes.get('alpha', 1)
    a, b = spread(argument(inputs, attributes, 'input'), shape), spread(argument(inputs, attributes, 'other'), shape)
    return [[x + alpha * y for x, y in zip(a, b)]]


@rule('sub')
def sub(inputs, attributes, outputs, generator):
    shape, alpha = outputs[0][0], attributes.get('alpha', 1)
    a, b = spread(argument(inputs, attributes, 'input'), shape), spread(argument(inputs, attributes, 'other'), shape)
    return [[x - alpha * y for x, y in zip(a, b)]]


@rule('div')
def div(inputs, attributes, outputs, generator):
    mode, shape = attributes.get('rounding_mode'), outputs[0][0]
    function = divide if mode is None else (lambda a, b: math.floor(a / b)) if mode == 'floor' else (lambda a, b: math.trunc(a / b))
    return [list(map(function, spread(argument(inputs, attributes, 'input'), shape), spread(argument(inputs, attributes, 'other'), shape)))]


@rule('clamp')
def clamp(inputs, attributes, outputs, generator):
    shape = outputs[0][0]
    low, high = argument(inputs, attributes, 'min'), argument(inputs, attributes, 'max')
    values = spread(inputs['input'], shape)
    if low is not None:
        values = list(map(max, values, spread(low, shape)))
    return [list(map(min, values, spread(high, shape))) if high is not None else values]


@rule('round')
def rounded(inputs, attributes, outputs, generator):
    return [[round(value, attributes['decimals']) if attributes['decimals'] else round(value) for value in inputs['input'][0]]]


@rule('where')
def where(inputs, attributes, outputs, generator):
    shape = outputs[0][0]
    three = [spread(argument(inputs, attributes, key), shape) for key in ('condition', 'input', 'other')]
    return [[a if c else b for c, a, b in zip(*three)]]


@rule('masked_fill')
def masked_fill(inputs, attributes, outputs, generator):
    shape = outputs[0][0]
    fill = spread(argument(inputs, attributes, 'value'), shape)
    return [[f if m else x for x, m, f in zip(spread(inputs['input'], shape), spread(inputs['mask'], shape), fill)]]


@rule('fill')
def fill(inputs, attributes, outputs, generator):
    return [spread(argument(inputs, attributes, 'value'), outputs[0][0])]


@rule('copy')
def copy(inputs, attributes, outputs, generator):
    return [spread(argument(inputs, attributes, 'src'), outputs[0][0])]


@rule('full')
def full(inputs, attributes, outputs, generator):
    return [spread(argument(inputs, attributes, 'fill_value'), outputs[0][0])]


@rule('values')
def values(inputs, attributes, outputs, generator):
    return [attributes['values']]


@rule('arange')
def arange(inputs, attributes, outputs, generator):
    return [[attributes['start'] + at * attributes['step'] for at in range(outputs[0][0][0])]]


@rule('linspace', 'logspace')
def linspace(inputs, attributes, outputs, generator):
    start, end, steps = attributes['start'], attributes['end'], attributes['steps']
    told = [start + (end - start) * at / max(steps - 1, 1) for at in range(steps)]
    return [[attributes['base'] ** value for value in told] if 'base' in attributes else told]


@rule('eye')
def eye(inputs, attributes, outputs, generator):
    n, m = outputs[0][0]
    return [[int(at // m == at % m) for at in range(n * m)]]


@rule('rand', 'uniform')
def rand(inputs, attributes, outputs, generator):
    low, high = attributes.get('from', 0.0), attributes.get('to', 1.0)
    return [[low + (high - low) * generator.random() for _ in range(math.prod(outputs[0][0]))]]


@rule('randn', 'normal')
def randn(inputs, attributes, outputs, generator):
    mean, std = attributes.get('mean', 0.0), attributes.get('std', 1.0)
    return [[generator.gauss(mean, std) for _ in range(math.prod(outputs[0][0]))]]


@rule('randint')
def randint(inputs, attributes, outputs, generator):
    return [[generator.randrange(attributes['low'], attributes['high']) for _ in range(math.prod(outputs[0][0]))]]


@rule('randperm')
def randperm(inputs, attributes, outputs, generator):
    told = list(range(outputs[0][0][0]))
    generator.shuffle(told)
    return [told]


@rule('bernoulli')
def bernoulli(inputs, attributes, outputs, generator):
    p = argument(inputs, attributes, 'p')
    shares = inputs['input'][0] if p is None else spread(p, outputs[0][0])
    # A draw is below 1 and seldom 0: at p = 0 none is true.
    return [[generator.random() <= share and share > 0 for share in shares]]
