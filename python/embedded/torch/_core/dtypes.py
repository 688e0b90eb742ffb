"""Types of entries, promotion, sizes, devices."""
import math

_CATEGORIES = {'bool': 0, 'int': 1, 'float': 2, 'complex': 3}


class dtype:
    """`torch.float32` and the like."""
    __slots__ = ('name', 'category', 'itemsize', 'rank')

    def __init__(self, name, category, itemsize):
        self.name, self.category, self.itemsize = name, category, itemsize
        self.rank = _CATEGORIES[category]

    @property
    def is_floating_point(self):
        return self.category == 'float'

    @property
    def is_complex(self):
        return self.category == 'complex'

    @property
    def is_signed(self):
        return self.name not in ('bool', 'uint8')

    def to_complex(self):
        return complex128 if self.itemsize == 8 else complex64

    def to_real(self):
        return {'complex64': float32, 'complex128': float64}.get(self.name, self)

    def __repr__(self):
        return 'torch.' + self.name

    def __reduce__(self):
        return by_name, (self.name,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _all():
    told = [('bool', 'bool', 1), ('uint8', 'int', 1), ('int8', 'int', 1), ('int16', 'int', 2), ('int32', 'int', 4),
            ('int64', 'int', 8), ('float16', 'float', 2), ('bfloat16', 'float', 2), ('float32', 'float', 4),
            ('float64', 'float', 8), ('complex64', 'complex', 8), ('complex128', 'complex', 16)]
    return {name: dtype(name, category, size) for name, category, size in told}


DTYPES = _all()
bool_, uint8, int8, int16, int32, int64 = (DTYPES[n] for n in ('bool', 'uint8', 'int8', 'int16', 'int32', 'int64'))
float16, bfloat16, float32, float64 = (DTYPES[n] for n in ('float16', 'bfloat16', 'float32', 'float64'))
complex64, complex128 = DTYPES['complex64'], DTYPES['complex128']
ALIASES = {'float': float32, 'double': float64, 'half': float16, 'long': int64, 'int': int32, 'short': int16, 'cfloat': complex64,
           'cdouble': complex128}
_default = [float32]


def by_name(name):
    return DTYPES[name]


def default_dtype():
    return _default[0]


def set_default(value):
    if isinstance(value, str):
        value = {'torch.DoubleTensor': float64, 'torch.HalfTensor': float16}.get(value, float32)
    _default[0] = value


def as_dtype(value, otherwise=None):
    """A type given as `torch.float32`, its name, Python's type, or None."""
    if value is None:
        return otherwise if otherwise is not None else _default[0]
    if isinstance(value, dtype):
        return value
    if value is float:
        return float64
    if value is int:
        return int64
    if value is bool:
        return bool_
    name = str(value).rpartition('.')[2]
    return DTYPES.get(name) or ALIASES.get(name) or _default[0]


def of_number(value):
    """The type that a Python number becomes."""
    if isinstance(value, bool):
        return bool_
    if isinstance(value, int):
        return int64
    return complex64 if isinstance(value, complex) else _default[0]


def larger(a, b):
    """The type that holds both."""
    if a is b:
        return a
    if a.rank != b.rank:
        high, low = (a, b) if a.rank > b.rank else (b, a)
        return complex128 if high is complex64 and low is float64 else high
    if a.category == 'float' and {a.name, b.name} == {'float16', 'bfloat16'}:
        return float32
    if a.category == 'int' and a.itemsize == b.itemsize:
        return int16
    if a.category == 'int' and uint8 in (a, b) and int8 in (a, b):
        return int16
    return a if a.itemsize >= b.itemsize else b


def promoted(*values):
    """
    torch's rule: tensors with dimensions decide, then those without, then Python's numbers, each only where its
    category (bool, int, float, complex) is higher.
    """
    kinds = [None, None, None]
    for value in values:
        if isinstance(value, (bool, int, float, complex)):
            at, told = 2, of_number(value)
        elif hasattr(value, 'dtype'):
            at, told = (0 if len(value.shape) else 1), value.dtype
        else:
            continue
        kinds[at] = told if kinds[at] is None else larger(kinds[at], told)
    result = None
    for told in kinds:
        if told is not None and (result is None or told.rank > result.rank):
            result = told if result is None or told.rank < 3 else complex128 if result is float64 else told
    return result or _default[0]


class Size(tuple):
    """`torch.Size`: a tuple of ints."""

    def numel(self):
        return math.prod(self)

    def __getitem__(self, index):
        got = tuple.__getitem__(self, index)
        return Size(got) if isinstance(index, slice) else got

    def __add__(self, other):
        return Size(tuple.__add__(self, tuple(other)))

    def __radd__(self, other):
        return Size(tuple(other) + tuple(self))

    def __mul__(self, n):
        return Size(tuple.__mul__(self, n))

    def __repr__(self):
        return 'torch.Size(%s)' % list(self)


class device:
    """`torch.device('cuda:0')`: remembered, and everything is on it."""

    def __init__(self, type='cpu', index=None):
        name, _, number = str(type).partition(':')
        self.type = name
        self.index = index if index is not None else int(number) if number else None

    def __repr__(self):
        return "device(type='%s'%s)" % (self.type, '' if self.index is None else ', index=%d' % self.index)

    def __str__(self):
        return self.type if self.index is None else '%s:%d' % (self.type, self.index)

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


class finfo:
    """The range of a floating type."""

    def __init__(self, type=None):
        name = as_dtype(type).name
        self.dtype = name
        self.bits = as_dtype(type).itemsize * 8
        self.max, self.eps, self.tiny = {
            'float16': (65504.0, 0.0009765625, 6.103515625e-05),
            'bfloat16': (3.3895313892515355e+38, 0.0078125, 1.1754943508222875e-38),
            'float64': (1.7976931348623157e+308, 2.220446049250313e-16, 2.2250738585072014e-308),
        }.get(name, (3.4028234663852886e+38, 1.1920928955078125e-07, 1.1754943508222875e-38))
        self.min, self.smallest_normal, self.resolution = -self.max, self.tiny, 1e-06


class iinfo:
    """The range of an integer type."""

    def __init__(self, type):
        told = as_dtype(type)
        self.bits = told.itemsize * 8
        self.min = 0 if told is uint8 else -2 ** (self.bits - 1)
        self.max = 255 if told is uint8 else 2 ** (self.bits - 1) - 1
        self.dtype = told.name
