"""Binding: positional and keyword arguments to torch's parameter names, with torch's defaults."""
import ast
import functools

from .signatures import TABLE

REQUIRED = object()
# Said by NumPy's names, or that tell where a tensor lies, not what it is.
RENAMED = {'axis': 'dim', 'axes': 'dims', 'keepdims': 'keepdim', 'x': 'input', 'self': 'input', 'unbiased': 'correction'}
IGNORED = frozenset((
    'device', 'layout', 'memory_format', 'pin_memory', 'non_blocking', 'copy', 'generator', 'requires_grad', '_stacklevel',
    'inplace', 'out', 'names'))


class Signature:
    """`operands` are the parameters that take tensors."""
    __slots__ = ('name', 'names', 'defaults', 'operands', 'variadic')

    def __init__(self, line):
        self.name, _, rest = line[:-1].partition('(')
        self.names, self.defaults, self.operands, self.variadic = [], {}, set(), None
        for part in split_arguments(rest):
            name, _, default = part.partition('=')
            if name.endswith('...'):
                name = name[:-3]
                self.variadic = name
            if name.endswith('*'):
                name = name[:-1]
                self.operands.add(name)
            self.names.append(name)
            self.defaults[name] = ast.literal_eval(default) if default else REQUIRED

    def bind(self, arguments, keywords):
        """All parameters by name; raises TypeError as a call of Python does."""
        names = self.names
        if self.variadic is not None:
            arguments = self._gather(arguments)
        if len(arguments) > len(names):
            raise TypeError('%s() takes %d positional arguments but %d were given' % (self.name, len(names), len(arguments)))
        bound = dict(self.defaults)
        bound.update(zip(names, arguments))
        given = len(arguments)
        for name, value in keywords.items():
            if name not in bound:
                if name in IGNORED:
                    continue
                name = RENAMED.get(name, name)
                if name == 'input' and name not in bound:
                    name = names[0]
                if name not in bound:
                    raise TypeError("%s() got an unexpected keyword argument '%s'" % (self.name, name))
            if name in names[:given]:
                raise TypeError("%s() got multiple values for argument '%s'" % (self.name, name))
            bound[name] = value
        for name in names[given:]:
            if bound[name] is REQUIRED:
                raise TypeError('%s() missing 1 required positional argument: \'%s\'' % (self.name, name))
        return bound

    def _gather(self, arguments):
        """`x.permute(0, 2, 1)` is `x.permute((0, 2, 1))`."""
        at = self.names.index(self.variadic)
        rest = arguments[at:]
        if not rest or len(rest) == 1 and isinstance(rest[0], (list, tuple)):
            return arguments
        return (*arguments[:at], tuple(rest))


def split_arguments(text):
    """`a, b=(1, 2)` at its outer commas."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in '([') - (letter in ')]')
        if letter == ',' and not depth:
            parts.append(text[start:at].strip())
            start = at + 1
    last = text[start:].strip()
    return parts + [last] if last else parts


@functools.lru_cache(maxsize=None)
def signatures():
    """Every operation's line by its name."""
    return {line.partition('(')[0]: line for line in TABLE.split('\n') if line}


@functools.lru_cache(maxsize=None)
def signature(name):
    """The signature of a canonical operation; None for an unknown one."""
    line = signatures().get(name)
    return None if line is None else Signature(line)
