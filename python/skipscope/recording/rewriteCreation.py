"""Rewrites of the calls that make tensors: `zeros`, `ones_like`, `new_full` → `full`, `empty_like` → `full` too."""
from .tidy import dtype_name, is_tensor


def sizes(arguments, keywords):
    if 'size' in keywords:
        return keywords['size']
    if len(arguments) == 1 and isinstance(arguments[0], (list, tuple)):
        return arguments[0]
    return arguments


def told_dtype(keywords, otherwise=None):
    dtype = keywords.get('dtype')
    return otherwise if dtype is None else dtype


def filled(value):
    def rewrite(name, arguments, keywords):
        return 'full', (tuple(sizes(arguments, keywords)), float(value)), {'dtype': told_dtype(keywords)}, False
    return rewrite


def filled_like(value):
    def rewrite(name, arguments, keywords):
        tensor = arguments[0] if arguments else keywords['input']
        fill = value
        if name == 'full_like':
            fill = arguments[1] if len(arguments) > 1 else keywords['fill_value']
        return 'full', (tuple(tensor.shape), fill), {'dtype': told_dtype(keywords, tensor.dtype)}, False
    return rewrite


def new_filled(value):
    def rewrite(name, arguments, keywords):
        tensor, rest = arguments[0], arguments[1:]
        fill = value
        if name == 'new_full':
            size = rest[0] if rest else keywords['size']
            fill = rest[1] if len(rest) > 1 else keywords['fill_value']
        else:
            size = sizes(rest, keywords)
        return 'full', (tuple(size), fill), {'dtype': told_dtype(keywords, tensor.dtype)}, False
    return rewrite


def full(name, arguments, keywords):
    size = arguments[0] if arguments else keywords['size']
    fill = arguments[1] if len(arguments) > 1 else keywords['fill_value']
    return 'full', (tuple(size) if isinstance(size, (list, tuple)) else (size,), fill), {'dtype': told_dtype(keywords)}, False


def random(name, arguments, keywords):
    return name, (tuple(sizes(arguments, keywords)),), {'dtype': told_dtype(keywords)}, False


def random_like(name, arguments, keywords):
    tensor = arguments[0] if arguments else keywords['input']
    return name[:-5], (tuple(tensor.shape),), {'dtype': told_dtype(keywords, tensor.dtype)}, False


def randint(name, arguments, keywords):
    keywords = dict(keywords)
    arguments = list(arguments)
    if name == 'randint_like':
        keywords['size'] = tuple(arguments.pop(0).shape)
    if 'size' not in keywords and arguments and isinstance(arguments[-1], (list, tuple)):
        keywords['size'] = arguments.pop()
    low, high = keywords.get('low', 0), keywords.get('high')
    if len(arguments) == 2:
        low, high = arguments
    elif arguments:
        low, high = (low, arguments[0]) if high is None else (arguments[0], high)
    return 'randint', (int(low), int(high), tuple(keywords['size'])), {'dtype': told_dtype(keywords)}, False


def number(value):
    return value.item() if is_tensor(value) else value


def arange(name, arguments, keywords):
    start, end, step = 0, None, 1
    if len(arguments) == 1:
        end = arguments[0]
    elif arguments:
        start, end, step = (*arguments, 1)[:3]
    start, end, step = (number(keywords.get(key, value)) for key, value in (('start', start), ('end', end), ('step', step)))
    return 'arange', (start, end, step), {'dtype': told_dtype(keywords)}, False


def spaced(name, arguments, keywords):
    names = ('start', 'end', 'steps', 'base')
    given = {'steps': 100, 'base': 10.0, **dict(zip(names, arguments)), **keywords}
    values = [number(given[key]) for key in (names if name == 'logspace' else names[:3])]
    values[2] = int(values[2])
    return name, tuple(values), {'dtype': told_dtype(keywords)}, False


def eye(name, arguments, keywords):
    n = arguments[0] if arguments else keywords['n']
    m = arguments[1] if len(arguments) > 1 else keywords.get('m')
    return 'eye', (n, n if m is None else m), {'dtype': told_dtype(keywords)}, False


def permutation(name, arguments, keywords):
    return 'randperm', (arguments[0] if arguments else keywords['n'],), {'dtype': told_dtype(keywords)}, False


def cast(target):
    return lambda name, arguments, keywords: ('to', (arguments[0], target), {}, False)


def to(name, arguments, keywords):
    """`x.to('cuda', torch.float16)`, `x.to(other)`: the type alone matters."""
    dtype = keywords.get('dtype')
    for value in (*arguments[1:], *([keywords['other']] if 'other' in keywords else [])):
        if is_tensor(value):
            dtype = value.dtype
        elif dtype_name(value) is not None:
            dtype = value
    return 'to', (arguments[0], arguments[0].dtype if dtype is None else dtype), {}, False


def type_(name, arguments, keywords):
    wanted = arguments[1] if len(arguments) > 1 else keywords['dtype']
    return 'to', (arguments[0], wanted), {}, False


CASTS = {'float': 'float32', 'double': 'float64', 'half': 'float16', 'bfloat16': 'bfloat16', 'long': 'int64', 'int': 'int32',
         'short': 'int16', 'char': 'int8', 'byte': 'uint8', 'bool': 'bool', 'cfloat': 'complex64', 'cdouble': 'complex128'}
CREATION = {
    'zeros': filled(0), 'ones': filled(1), 'empty': filled(0), 'zeros_like': filled_like(0), 'ones_like': filled_like(1),
    'empty_like': filled_like(0), 'full_like': filled_like(None), 'new_zeros': new_filled(0), 'new_ones': new_filled(1),
    'new_empty': new_filled(0), 'new_full': new_filled(None), 'full': full, 'rand': random, 'randn': random,
    'rand_like': random_like, 'randn_like': random_like, 'randint': randint, 'randint_like': randint, 'arange': arange,
    'range': arange, 'linspace': spaced, 'logspace': spaced, 'eye': eye, 'randperm': permutation, 'to': to, 'type': type_,
    'type_as': to, **{name: cast(dtype) for name, dtype in CASTS.items()},
}
