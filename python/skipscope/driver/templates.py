"""The arguments of a forward pass: its tensors as shapes for two sizes of the batch, everything else as it is."""
import collections

from ..recording.tidy import is_tensor

BATCHES = (2, 3)
MOST_DEEP = 4
DICTIONARIES = (dict, collections.OrderedDict)


class TensorSpec:
    """`shapes[batch]`; `dtype` as torch writes it; `vocabulary` bounds token ids."""

    def __init__(self, shapes, dtype='float32', vocabulary=None):
        self.shapes = dict(shapes)
        self.dtype = dtype
        self.vocabulary = vocabulary

    @classmethod
    def scaled(cls, rest, dtype='float32', vocabulary=None):
        """A batch of samples of one shape."""
        return cls({batch: (batch,) + tuple(rest) for batch in BATCHES}, dtype, vocabulary)

    @classmethod
    def fixed(cls, shape, dtype='float32'):
        return cls({batch: tuple(shape) for batch in BATCHES}, dtype)

    def tensor(self, torch, batch):
        shape, dtype = self.shapes[batch], getattr(torch, self.dtype)
        if dtype.is_floating_point:
            return torch.randn(*shape) if self.dtype == 'float32' else torch.zeros(*shape, dtype=dtype)
        if self.dtype == 'bool':
            return torch.ones(*shape, dtype=dtype)
        return torch.zeros(*shape, dtype=dtype)

    def key(self):
        return (tuple(sorted(self.shapes.items())), self.dtype)


class Template:
    """
    One call: positional and keyword arguments, `TensorSpec` in the place of tensors; where it is from. `written`: the same with the
    extents that the text has, if a text has them.
    """

    def __init__(self, arguments, keywords=None, origin=None, written=None):
        self.arguments = list(arguments)
        self.keywords = dict(keywords or {})
        self.origin = origin or {'from': 'search'}
        self.written = written

    def specs(self):
        """(path, spec) of every tensor, in order."""
        found = []
        _walk(self.arguments, '', found)
        _walk(self.keywords, '', found)
        return found

    def build(self, torch, batch):
        made = {}
        return _fill(self.arguments, torch, batch, made), _fill(self.keywords, torch, batch, made), made

    def key(self):
        return tuple((path, spec.key()) for path, spec in self.specs())


def _walk(value, path, found):
    if isinstance(value, TensorSpec):
        found.append((path, value))
    elif isinstance(value, (list, tuple)):
        for at, entry in enumerate(value):
            _walk(entry, '%s.%d' % (path, at) if path else str(at), found)
    elif isinstance(value, dict):
        for name, entry in value.items():
            _walk(entry, '%s.%s' % (path, name) if path else str(name), found)


def _fill(value, torch, batch, made):
    if isinstance(value, TensorSpec):
        if id(value) not in made:
            made[id(value)] = value.tensor(torch, batch)
        return made[id(value)]
    if isinstance(value, list):
        return [_fill(entry, torch, batch, made) for entry in value]
    if type(value) is tuple:
        return tuple(_fill(entry, torch, batch, made) for entry in value)
    if type(value) in DICTIONARIES:
        return type(value)((name, _fill(entry, torch, batch, made)) for name, entry in value.items())
    return value


def dtype_of(tensor):
    return str(tensor.dtype).rpartition('.')[2]


def described(value, specs, depth=0):
    """A call's argument with its tensors as specs; `specs[id(tensor)]` keeps one spec for one tensor."""
    if is_tensor(value):
        if id(value) not in specs:
            specs[id(value)] = TensorSpec.fixed(tuple(value.shape), dtype_of(value))
        return specs[id(value)]
    if depth < MOST_DEEP:
        if isinstance(value, list):
            return [described(entry, specs, depth + 1) for entry in value]
        if type(value) is tuple:
            return tuple(described(entry, specs, depth + 1) for entry in value)
        if type(value) in DICTIONARIES:
            return type(value)((name, described(entry, specs, depth + 1)) for name, entry in value.items())
    return value


def scale(template, axis=0):
    """Let every tensor's batch grow: this extent of the first tensor, and of all that share it."""
    specs = [spec for _, spec in template.specs()]
    size = next((spec.shapes[BATCHES[0]][axis] for spec in specs if len(spec.shapes[BATCHES[0]]) > axis), None)
    for spec in specs:
        shape = spec.shapes[BATCHES[0]]
        at = _batch_axis(shape, size, axis)
        if at is not None:
            spec.shapes = {batch: shape[:at] + (batch,) + shape[at + 1:] for batch in BATCHES}


def _batch_axis(shape, size, axis):
    if len(shape) > axis and shape[axis] == size:
        return axis
    same = [at for at, extent in enumerate(shape) if extent == size]
    return same[0] if len(same) == 1 else None


def copied(template, respec):
    """The same call with `respec(spec)` in the place of each tensor."""
    copies = {}

    def copy(value):
        if isinstance(value, TensorSpec):
            if id(value) not in copies:
                copies[id(value)] = respec(value)
            return copies[id(value)]
        if isinstance(value, list):
            return [copy(entry) for entry in value]
        if type(value) is tuple:
            return tuple(copy(entry) for entry in value)
        if type(value) is dict:
            return {name: copy(entry) for name, entry in value.items()}
        return value
    return Template(copy(template.arguments), copy(template.keywords), template.origin, template.written)


def same_spec(spec):
    return TensorSpec(spec.shapes, spec.dtype, spec.vocabulary)


def told_template(arguments, keywords, origin):
    """Templates of a call that the text tells: with a growing batch, then exactly as it is written."""
    specs = {}
    exact = Template(described(list(arguments), specs), described(dict(keywords), specs), origin)
    exact.written = exact
    template = copied(exact, same_spec)
    scale(template)
    return [template, exact]
