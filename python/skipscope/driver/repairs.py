"""The shape of an input as torch's words for an error state it: the same words, and so the same search, on every route."""
import re

PATTERNS = [
    ('features', r'mat1 and mat2 shapes cannot be multiplied \((?P<rows>\d+)x(?P<got>\d+) and (?P<want>\d+)x\d+\)'),
    ('features', r'first two dimensions of batch2 tensor to be: \[\d+, (?P<got>\d+)\] but got: \[\d+, (?P<want>\d+)\]'),
    ('features', r'size mismatch, got input \(\d+\), mat \(\d+x(?P<got>\d+)\), vec \((?P<want>\d+)\)'),
    ('features', r'mat1 dim 1 must match mat2 dim 0'),
    ('channels', r'expected input\[(?P<shape>[\d, ]+)\] to have (?P<want>\d+) channels, but got (?P<got>\d+) channels'),
    ('channels', r'divisible by num_groups, but got input of shape \[(?P<shape>\d+, (?P<got>\d+)[\d, ]*)\] and num_groups=(?P<want>\d+)'),
    ('channels', r'parameter numbers = (?P<want>\d+) and channel size = (?P<got>\d+)'),
    ('parts', r'sum exactly to (?P<got>\d+) \(input tensor\'s size at dimension (?P<dim>-?\d+)\), but got split_sizes=\[(?P<parts>[\d, ]+)\]'),
    ('channels', r'running_mean should contain (?P<got>\d+) elements not (?P<want>\d+)'),
    ('channels', r'weight to be a vector of size equal to the number of channels in input, but got weight of shape \[(?P<want>\d+)\] and input of shape \[(?P<shape>\d+, (?P<got>\d+)[\d, ]*)\]'),
    ('features', r'normalized_shape=\[(?:\d+, )*(?P<want>\d+)\], expected input with shape \[.*\], but got input of size ?\[(?P<shape>(?:\d+, )*(?P<got>\d+))\]'),
    ('features', r'input\.size\(-1\) must be equal to input_size\. Expected (?P<want>\d+), got (?P<got>\d+)'),
    ('features', r'was expecting embedding dimension of (?P<want>\d+), but got (?P<got>\d+)'),
    ('match', r'size of tensor a \((?P<got>\d+)\) must match the size of tensor b \((?P<want>\d+)\)'),
    ('match', r'Sizes of tensors must match except in dimension \d+\. (?:Expected size|Expected) (?P<want>\d+) but got (?:size )?(?P<got>\d+)'),
    ('broadcast', r'had torch\.Size\(\[(?P<had>[\d, ]*)\]\); but expected shape should be broadcastable to \[(?P<to>[\d, ]*)\]'),
    ('total', r"shape '\[(?P<shape>[-\d, ]+)\]' is invalid for input of size (?P<got>\d+)"),
    ('tokens', r'scalar types: Long, Int|expected scalar type Long|indices.{0,40}(?:Long|integer)|target dtype to be Long|must be.{0,20}(?:long|integer|LongTensor)|one_hot is only applicable'),
    ('float', r'expected scalar type Float|not implemented for .Long.|dtype.{0,40}floating point|Input type \(.*(?:Long|long)|must have the same dtype, but got Long'),
    ('small', r'more than 1 (?:value|spatial element)|[Kk]ernel size can.t be greater|[Oo]utput size is too small|too small|smaller than kernel size|Invalid computed output size|[Pp]adding size should be less|non-empty|negative dimension|maximum size for tensor|index k out of range|sizes should be greater than 0|must be at least one|negative output size'),
    ('rank', r'[Ee]xpected (?P<want>\d)D(?: \(unbatched\))? (?:or|and) (?P<other>\d)D'),
    ('rank', r'[Ee]xpected input to be (?P<want>\d)D or (?P<other>\d)D'),
    ('rank', r'expected (?P<want>\d)D input'),
    ('matrix', r'(?:self|mat\d) must be a matrix'),
    ('rank', r'mode needs (?P<want>\d)D input'),
    ('rank', r'Only 3D, (?P<want>\d)D and 5D input Tensors supported'),
    ('rank', r'is not equal to len\(dims\) = (?P<want>\d+)'),
    ('rank', r'number of subscripts in the equation \((?P<want>\d+)\) does not match the number of dimensions'),
    ('rank', r'not enough values to unpack \(expected (?P<want>\d+), got (?P<have>\d+)\)'),
    ('rank', r'too many values to unpack \(expected (?P<want>\d+)'),
    ('rank', r'expected input to be (?P<want>\d)-dimensional'),
    ('rank', r'Wrong shape: expected (?P<want>\d) dims'),
    ('more', r'too many indices for tensor of dimension (?P<have>\d+)'),
    ('ranks', r'same number of dimensions: got (?P<have>\d+) and (?P<want>\d+)'),
    ('lower', r'Dimension out of range \(expected to be in range of'),
    ('divisible', r'divisible|must be even'),
    ('square', r"doesn't match model \((?P<want>\d+)"),
    ('square', r"match model|doesn't match|Input image size|must be equal to image|should be the same"),
]
COMPILED = [(kind, re.compile(pattern)) for kind, pattern in PATTERNS]


class Repair:
    """
    `tensor` is the one that did not fit, where the error tells; `rows`: the vectors in one; `sample`: the shape that one of a batch is
    brought to.
    """

    def __init__(self, kind, want=None, got=None, tensor=None, sample=(), rows=None):
        self.sample, self.rows = sample, rows
        self.kind = kind
        self.want = want
        self.got = got
        self.tensor = tensor


def _number(text):
    return None if text is None else int(text)


def repair_of(error):
    """The change that an error asks for, or None."""
    text = str(error)
    for kind, pattern in COMPILED:
        found = pattern.search(text)
        if found:
            groups = found.groupdict()
            if kind in SPECIAL:
                return SPECIAL[kind](groups)
            want = _number(groups.get('other') or groups.get('want'))
            return Repair(kind, want, _number(groups.get('got')), _shaped(groups.get('shape')), rows=_number(groups.get('rows')))
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


def _parts(groups):
    """Stretches of a dimension that are more or less than it has."""
    want = sum(int(part) for part in groups['parts'].split(',') if part.strip())
    return Repair('channels' if groups['dim'] == '1' else 'features', want, int(groups['got']))


def _ranks(groups):
    return Repair('rank', max(int(one) for one in groups.values()))


def _more(groups):
    return Repair('rank', int(groups['have']) + 1)


def _matrix(groups):
    return Repair('rank', 2)


SPECIAL = {'matrix': _matrix, 'total': _total, 'broadcast': _broadcast, 'parts': _parts, 'ranks': _ranks, 'more': _more}
