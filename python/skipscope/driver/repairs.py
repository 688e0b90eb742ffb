"""The shape of an input as an error states it: (kind, wanted, got), from the stand-in's `fix` or from torch's own words."""
import re

PATTERNS = [
    ('features', r'mat1 and mat2 shapes cannot be multiplied \(\d+x(?P<got>\d+) and (?P<want>\d+)x\d+\)'),
    ('features', r'mat1 dim 1 must match mat2 dim 0'),
    ('channels', r'expected input\[(?P<shape>[\d, ]+)\] to have (?P<want>\d+) channels, but got (?P<got>\d+) channels'),
    ('channels', r'running_mean should contain (?P<got>\d+) elements not (?P<want>\d+)'),
    ('channels', r'weight to be a vector of size equal to the number of channels in input, but got weight of shape \[(?P<want>\d+)\] and input of shape \[(?P<shape>\d+, (?P<got>\d+)[\d, ]*)\]'),
    ('features', r'normalized_shape=\[(?:\d+, )*(?P<want>\d+)\], expected input with shape \[.*\], but got input of size ?\[(?P<shape>(?:\d+, )*(?P<got>\d+))\]'),
    ('features', r'input\.size\(-1\) must be equal to input_size\. Expected (?P<want>\d+), got (?P<got>\d+)'),
    ('features', r'was expecting embedding dimension of (?P<want>\d+), but got (?P<got>\d+)'),
    ('match', r'size of tensor a \((?P<got>\d+)\) must match the size of tensor b \((?P<want>\d+)\)'),
    ('match', r'Sizes of tensors must match except in dimension \d+\. (?:Expected size|Expected) (?P<want>\d+) but got (?:size )?(?P<got>\d+)'),
    ('broadcast', r'had torch\.Size\(\[(?P<had>[\d, ]*)\]\); but expected shape should be broadcastable to \[(?P<to>[\d, ]*)\]'),
    ('total', r"shape '\[(?P<shape>[-\d, ]+)\]' is invalid for input of size (?P<got>\d+)"),
    ('tokens', r'scalar types: Long, Int|expected scalar type Long|indices.{0,40}(?:Long|integer)|must be.{0,20}(?:long|integer|LongTensor)|one_hot is only applicable'),
    ('float', r'expected scalar type Float|not implemented for .Long.|dtype.{0,40}floating point|Input type \(.*(?:Long|long)|must have the same dtype, but got Long'),
    ('small', r'more than 1 (?:value|spatial element)|[Kk]ernel size can.t be greater|[Oo]utput size is too small|too small|smaller than kernel size|Invalid computed output size|[Pp]adding size should be less|non-empty|negative dimension'),
    ('rank', r'[Ee]xpected (?P<want>\d)D(?: \(unbatched\))? (?:or|and) (?P<other>\d)D'),
    ('rank', r'expected (?P<want>\d)D input'),
    ('rank', r'not enough values to unpack \(expected (?P<want>\d+), got (?P<have>\d+)\)'),
    ('rank', r'too many values to unpack \(expected (?P<want>\d+)'),
    ('rank', r'expected input to be (?P<want>\d)-dimensional'),
    ('rank', r'Wrong shape: expected (?P<want>\d) dims'),
    ('ranks', r'same number of dimensions: got (?P<have>\d+) and (?P<want>\d+)'),
    ('lower', r'Dimension out of range \(expected to be in range of'),
    ('divisible', r'divisible'),
    ('square', r"doesn't match model \((?P<want>\d+)"),
    ('square', r"match model|doesn't match|Input image size|must be equal to image|should be the same"),
]
COMPILED = [(kind, re.compile(pattern)) for kind, pattern in PATTERNS]


class Repair:
    """`tensor` is the one that did not fit, where the error tells; `sample`: the shape that one of a batch is brought to."""

    def __init__(self, kind, want=None, got=None, tensor=None, sample=()):
        self.sample = sample
        self.kind = kind
        self.want = want
        self.got = got
        self.tensor = tensor


def _number(text):
    return None if text is None else int(text)


def repair_of(error):
    """The change that an error asks for, or None."""
    fix = getattr(error, 'fix', None)
    told = _from_text(str(error))
    if fix is None:
        return told
    kind, tensor, wanted = (tuple(fix) + (None, None))[:3]
    kind = _dtype_kind(wanted) if kind == 'dtype' else kind
    if kind == 'rank' and isinstance(wanted, (list, tuple)):
        wanted = max(wanted) if wanted else None
    got = told.got if told is not None else None
    if kind == 'match' and told is not None:
        # A network that names its size says more than that two extents differ.
        return Repair('square' if told.kind == 'square' else 'match', told.want, told.got, tensor)
    if kind in ('channels', 'features') and tensor is not None and len(tensor.shape):
        at = -1 if kind == 'features' or len(tensor.shape) < 2 else 1
        got = tensor.shape[at]
    return Repair(kind, wanted if isinstance(wanted, int) else told.want if told else None, got, tensor)


def _dtype_kind(wanted):
    return 'tokens' if 'int' in str(wanted) or 'long' in str(wanted).lower() else 'float'


def _from_text(text):
    for kind, pattern in COMPILED:
        found = pattern.search(text)
        if found:
            groups = found.groupdict()
            if kind == 'total':
                return _total(groups)
            if kind == 'broadcast':
                return _broadcast(groups)
            if kind == 'ranks':
                return Repair('rank', max(int(one) for one in groups.values()))
            want = _number(groups.get('other') or groups.get('want'))
            return Repair(kind, want, _number(groups.get('got')), _shaped(groups.get('shape')))
    return None


class Shaped:
    """A tensor of which an error tells the shape."""

    def __init__(self, shape):
        self.shape = shape


def _shaped(text):
    return None if text is None else Shaped(tuple(int(part) for part in text.split(',')))


def _broadcast(groups):
    """Two shapes of the device `meta` that don't go together: their last extents that differ."""
    had, to = ([int(part) for part in groups[name].split(',') if part.strip()] for name in ('had', 'to'))
    for mine, theirs in zip(reversed(had), reversed(to)):
        if mine != theirs and 1 not in (mine, theirs):
            return Repair('match', mine, theirs)
    return None


def _total(groups):
    """`view(2, 784)` of too many or too few entries."""
    extents = [int(part) for part in groups['shape'].split(',') if part.strip()]
    want = 1
    for extent in extents:
        if extent > 0:
            want *= extent
    sample = tuple(extents[1:]) if extents[0] == -1 and min(extents[1:], default=0) > 0 else ()
    return Repair('total', want, int(groups['got']), sample=sample) if 0 not in extents else None
