"""Entries of constants that are moved, joined, picked and summed."""
import math

from .evaluate import places, rule, spread
from .strides import contiguous


@rule('permute')
def permute(inputs, attributes, outputs, generator):
    values, shape = inputs['input']
    strides = contiguous(shape)
    return [[values[at] for at in places(outputs[0][0], [strides[d] for d in attributes['dims']])]]


@rule('expand')
def expand(inputs, attributes, outputs, generator):
    return [spread(inputs['input'], outputs[0][0])]


@rule('repeat', 'tile')
def repeat(inputs, attributes, outputs, generator):
    values, shape = inputs['input']
    out = outputs[0][0]
    own = (1,) * (len(out) - len(shape)) + tuple(shape)
    strides = contiguous(own)
    return [[values[sum(i % n * s for i, n, s in zip(index, own, strides))] for index in indices(out)]]


def indices(shape):
    told = [()]
    for extent in shape:
        told = [(*lead, at) for lead in told for at in range(extent)]
    return told


@rule('cat')
def cat(inputs, attributes, outputs, generator):
    dim, parts = attributes['dim'], [entry for entry in inputs.values() if math.prod(entry[1])]
    before = math.prod(outputs[0][0][:dim])
    told = []
    for row in range(before):
        for values, shape in parts:
            step = math.prod(shape[dim:])
            told.extend(values[row * step:(row + 1) * step])
    return [told]


@rule('stack')
def stack(inputs, attributes, outputs, generator):
    dim = attributes['dim']
    before = math.prod(outputs[0][0][:dim])
    told = []
    for row in range(before):
        for values, shape in inputs.values():
            step = math.prod(shape[dim:])
            told.extend(values[row * step:(row + 1) * step])
    return [told]


@rule('split', 'unbind')
def split(inputs, attributes, outputs, generator):
    values, shape = inputs.get('tensor') or inputs['input']
    dim = attributes['dim']
    before, after = math.prod(shape[:dim]), math.prod(shape[dim + 1:])
    sizes = attributes.get('split_size_or_sections') or [1] * shape[dim]
    made, start = [], 0
    for size in sizes:
        made.append([value for row in range(before)
                     for value in values[(row * shape[dim] + start) * after:(row * shape[dim] + start + size) * after]])
        start += size
    return made


@rule('meshgrid')
def meshgrid(inputs, attributes, outputs, generator):
    shape, made = outputs[0][0], []
    for k, (values, _) in enumerate(inputs.values()):
        axis = 1 - k if attributes['indexing'] == 'xy' and k < 2 else k
        inner = math.prod(shape[axis + 1:])
        made.append([values[at // inner % shape[axis]] for at in range(math.prod(shape))])
    return made


@rule('getitem')
def getitem(inputs, attributes, outputs, generator):
    values, _ = inputs['input']
    return [[values[at] for at in picked(inputs, attributes['index'])[0]]]


@rule('setitem')
def setitem(inputs, attributes, outputs, generator):
    values = list(inputs['input'][0])
    chosen, shape = picked(inputs, attributes['index'])
    value = inputs.get('value', attributes.get('value'))
    if isinstance(value, tuple):
        if len(value[0]) == len(chosen) or len(value[0]) == 1:
            value = value[0], shape if len(value[0]) == len(chosen) else ()
        elif any(len(inputs[slot][1]) > 1 for slot in inputs if slot.startswith('index.')):
            raise ValueError('a broadcast that is not known')
    for at, entry in zip(chosen, spread(value, shape)):
        values[at] = entry
    return [values]


def picked(inputs, index):
    """Offsets of the entries that an index shows, and their shape; for numbers, slices, None and at most one list or tensor."""
    shape = inputs['input'][1]
    strides = contiguous(shape)
    named = sum(1 for e in index if e is not None and e is not Ellipsis)
    start, extents, steps, dim, table = 0, [], [], 0, None
    for entry in index:
        if entry is None:
            continue
        if entry is Ellipsis:
            gap = len(shape) - named
            extents += shape[dim:dim + gap]
            steps += strides[dim:dim + gap]
            dim += gap
            continue
        if isinstance(entry, slice):
            told = range(*entry.indices(shape[dim]))
            start += told.start * strides[dim]
            extents.append(len(told))
            steps.append(strides[dim] * told.step)
        elif isinstance(entry, int) and not isinstance(entry, bool):
            start += entry % shape[dim] * strides[dim]
        else:
            if table is not None:
                raise ValueError('several tables')
            entries = entry if isinstance(entry, list) else tensor_entries(inputs, entry)
            if entries and isinstance(entries[0], bool):
                entries = [at for at, flag in enumerate(entries) if flag]
            table = (len(extents), [e % shape[dim] * strides[dim] for e in entries])
            extents.append(len(entries))
            steps.append(0)
        dim += 1
    extents += shape[dim:]
    steps += strides[dim:]
    return walk(start, extents, steps, table), tuple(extents)


def tensor_entries(inputs, entry):
    values, shape = inputs['index.%d' % entry['tensor']]
    if values and isinstance(values[0], bool) and len(shape) > 1:
        raise ValueError('a mask of several dimensions')
    return list(values)


def walk(start, extents, steps, table):
    offsets = [start]
    for at, (extent, step) in enumerate(zip(extents, steps)):
        moves = table[1] if table is not None and at == table[0] else [k * step for k in range(extent)]
        offsets = [base + move for base in offsets for move in moves]
    return offsets


@rule('index_select')
def index_select(inputs, attributes, outputs, generator):
    values, shape = inputs['input']
    dim = attributes['dim']
    told = {'input': (values, shape), 'index.0': inputs['index']}
    return [[values[at] for at in picked(told, [*[slice(None)] * dim, {'tensor': 0}])[0]]]


@rule('flip')
def flip(inputs, attributes, outputs, generator):
    values, shape = inputs['input']
    strides = contiguous(shape)
    gone = attributes['dims']
    start = sum((shape[d] - 1) * strides[d] for d in gone)
    return [[values[at] for at in places(shape, [-s if d in gone else s for d, s in enumerate(strides)], start)]]


def lower(keep):
    def compute(inputs, attributes, outputs, generator):
        values, shape = inputs['input']
        rows, columns, k = shape[-2], shape[-1], attributes['diagonal']
        return [[value if keep(at % columns - at // columns % rows, k) else 0 for at, value in enumerate(values)]]
    return compute


rule('tril')(lower(lambda distance, k: distance <= k))
rule('triu')(lower(lambda distance, k: distance >= k))

FOLDS = {'sum': sum, 'prod': math.prod, 'max': max, 'min': min, 'amax': max, 'amin': min, 'any': any, 'all': all,
         'mean': lambda told: sum(told) / len(told), 'argmax': lambda told: told.index(max(told)),
         'argmin': lambda told: told.index(min(told)), 'norm': lambda told: math.sqrt(sum(x * x for x in told))}


def fold(function):
    def compute(inputs, attributes, outputs, generator):
        values, shape = inputs['input']
        dim = attributes['dim']
        dims = list(range(len(shape))) if dim is None else [dim] if isinstance(dim, int) else list(dim)
        strides = contiguous(shape)
        rest = [d for d in range(len(shape)) if d not in dims]
        inner = places([shape[d] for d in dims], [strides[d] for d in dims])
        groups = [[values[base + at] for at in inner] for base in places([shape[d] for d in rest], [strides[d] for d in rest])]
        made = [[function(group) for group in groups]]
        if len(outputs) == 2:
            made.append([group.index(value) for group, value in zip(groups, made[0])])
        return made
    return compute


for name, function in FOLDS.items():
    rule(name)(fold(function))


def scan(step):
    def compute(inputs, attributes, outputs, generator):
        values, shape = inputs['input']
        told = list(values)
        stride = contiguous(shape)[attributes['dim']]
        for at in range(len(told)):
            if at // stride % shape[attributes['dim']]:
                told[at] = step(told[at - stride], told[at])
        return [told]
    return compute


rule('cumsum')(scan(lambda a, b: a + b))
rule('cumprod')(scan(lambda a, b: a * b))


@rule('matmul', 'outer')
def matmul(inputs, attributes, outputs, generator):
    (a, left), (b, right) = inputs['input'], inputs.get('other') or inputs['vec2']
    if 'vec2' in inputs:
        return [[x * y for x in a for y in b]]
    if len(left) != 2 or len(right) != 2:
        raise ValueError('ranks that are not known')
    (n, k), m = left, right[1]
    return [[sum(a[i * k + t] * b[t * m + j] for t in range(k)) for i in range(n) for j in range(m)]]


@rule('unique')
def unique(inputs, attributes, outputs, generator):
    values = inputs['input'][0]
    told = sorted(set(values))
    made = [told]
    if attributes['return_inverse']:
        made.append([told.index(value) for value in values])
    if attributes['return_counts']:
        made.append([values.count(value) for value in told])
    return made


@rule('nonzero')
def nonzero(inputs, attributes, outputs, generator):
    values, shape = inputs['input']
    found = [index for index, value in zip(indices(shape), values) if value]
    return [[index[d] for index in found] for d in range(len(shape))] if attributes['as_tuple'] else [[n for index in found for n in index]]


@rule('repeat_interleave')
def repeat_interleave(inputs, attributes, outputs, generator):
    values, shape = inputs['input']
    dim = attributes['dim']
    if 'repeats' in inputs or dim not in (None, len(shape) - 1):
        raise ValueError('repeats that are not known')
    return [[value for value in values for _ in range(attributes['repeats'])]]


@rule('diff')
def diff(inputs, attributes, outputs, generator):
    values, shape = inputs['input']
    if len(shape) != 1 or attributes['n'] != 1:
        raise ValueError('ranks that are not known')
    return [[b - a for a, b in zip(values, values[1:])]]


@rule('sort', 'argsort')
def sort(inputs, attributes, outputs, generator):
    values, shape = inputs['input']
    if len(shape) != 1:
        raise ValueError('ranks that are not known')
    order = sorted(range(len(values)), key=values.__getitem__, reverse=bool(attributes['descending']))
    return [[values[at] for at in order], order] if len(outputs) == 2 else [order]


@rule('one_hot')
def one_hot(inputs, attributes, outputs, generator):
    classes = outputs[0][0][-1]
    return [[int(value == k) for value in inputs['input'][0] for k in range(classes)]]
