"""Linear maps, products of matrices, contractions."""
import math

from .._core.call import checked
from .common import broadcast, promoted, shape, shape_of


def cannot_multiply(rows, columns, weight_rows, weight_columns):
    return RuntimeError('mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)' % (rows, columns, weight_rows, weight_columns))


@shape_of('linear')
def linear(bound):
    first, weight = bound['input'], bound['weight']
    extents = tuple(first._shape)
    if not extents or extents[-1] != weight._shape[-1]:
        rows = math.prod(extents[:-1])
        raise cannot_multiply(rows, extents[-1] if extents else 1, weight._shape[-1], weight._shape[0])
    if first._dtype is not weight._dtype:
        raise RuntimeError('mat1 and mat2 must have the same dtype, but got %s and %s' % (typed(first), typed(weight)))
    out = (weight._shape[0],) if len(weight._shape) > 1 else ()
    return (*extents[:-1], *out), first._dtype


def typed(tensor):
    return {'int64': 'Long', 'float32': 'Float', 'float64': 'Double', 'float16': 'Half', 'bfloat16': 'BFloat16', 'bool': 'Bool',
            'int32': 'Int'}.get(tensor._dtype.name, tensor._dtype.name)


@shape_of('bilinear')
def bilinear(bound):
    a, weight = bound['input1'], bound['weight']
    return (*a._shape[:-1], weight._shape[0]), a._dtype


@shape_of('matmul')
def matmul(bound):
    a, b = bound['input'], bound['other']
    left, right = shape(a), shape(b)
    if not left or not right:
        raise RuntimeError('both arguments to matmul need to be at least 1D, but they are %dD and %dD' % (len(left), len(right)))
    rows, columns = (1,) + left if len(left) == 1 else left, right + (1,) if len(right) == 1 else right
    if rows[-1] != columns[-2]:
        if len(left) == len(right) == 1:
            raise RuntimeError('inconsistent tensor size, expected tensor [%d] and src [%d] to have the same number of elements, but got '
                               '%d and %d elements respectively' % (left[0], right[0], left[0], right[0]))
        if len(right) == 1:
            n = math.prod(left[:-1])
            raise RuntimeError('size mismatch, got input (%d), mat (%dx%d), vec (%d)' % (n, n, rows[-1], right[0]))
        if len(right) > 2:
            lead = math.prod(broadcast_extents(left[:-2], right[:-2]))
            raise RuntimeError('Expected size for first two dimensions of batch2 tensor to be: [%d, %d] but got: [%d, %d].'
                               % (lead, rows[-1], lead, columns[-2]))
        raise cannot_multiply(math.prod(left[:-1]), rows[-1], columns[-2], columns[-1])
    lead = broadcast_extents(rows[:-2], columns[:-2])
    out = lead + (() if len(left) == 1 else (rows[-2],)) + (() if len(right) == 1 else (columns[-1],))
    return out, promoted(a, b)


def broadcast_extents(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + tuple(a), (1,) * (n - len(b)) + tuple(b)
    for at, (x, y) in enumerate(zip(a, b)):
        if x != y and 1 not in (x, y):
            raise RuntimeError('The size of tensor a (%d) must match the size of tensor b (%d) at non-singleton dimension %d' % (x, y, at))
    return tuple(y if x == 1 else x for x, y in zip(a, b))


@checked('mm', 'spmm')
def matrices(input, mat2, *rest):
    if len(shape(input)) != 2:
        raise RuntimeError('self must be a matrix')
    if len(shape(mat2)) != 2:
        raise RuntimeError('mat2 must be a matrix')


@checked('mv')
def matrix_and_vector(input, vec, *rest):
    if (len(shape(input)), len(shape(vec))) != (2, 1):
        raise RuntimeError('vector + matrix @ vector expected, got 1, %d, %d' % (len(shape(input)), len(shape(vec))))


@checked('dot', 'vdot')
def vectors(input, other, *rest):
    if (len(shape(input)), len(shape(other))) != (1, 1):
        raise RuntimeError('1D tensors expected, but got %dD and %dD tensors' % (len(shape(input)), len(shape(other))))


@checked('outer', 'ger')
def both_vectors(input, vec2, *rest):
    for name, tensor in (('self', input), ('vec2', vec2)):
        if len(shape(tensor)) != 1:
            raise RuntimeError('outer: Expected 1-D argument %s, but got %d-D' % (name, len(shape(tensor))))


@shape_of('bmm')
def bmm(bound):
    a, b = bound['input'], bound['mat2']
    for name, tensor in (('batch1', a), ('batch2', b)):
        if len(tensor._shape) != 3:
            raise RuntimeError('%s must be a 3D tensor' % name)
    if a._shape[0] != b._shape[0] or a._shape[2] != b._shape[1]:
        raise RuntimeError('Expected size for first two dimensions of batch2 tensor to be: [%d, %d] but got: [%d, %d].'
                           % (a._shape[0], a._shape[2], b._shape[0], b._shape[1]))
    return (a._shape[0], a._shape[1], b._shape[2]), promoted(a, b)


@shape_of('addmm')
def addmm(bound):
    a, b = bound['mat1'], bound['mat2']
    out, dtype = matmul({'input': a, 'other': b})
    return out, dtype


@shape_of('baddbmm')
def baddbmm(bound):
    return bmm({'input': bound['batch1'], 'mat2': bound['batch2']})


@shape_of('outer')
def outer(bound):
    a, b = bound['input'], bound['vec2']
    return (a.numel(), b.numel()), promoted(a, b)


@shape_of('einsum')
def einsum(bound):
    operands = bound['operands']
    left, _, right = bound['equation'].partition('->')
    terms, known, ellipsis = left.split(','), {}, ()
    if len(terms) != len(operands):
        raise RuntimeError('einsum(): more operands were provided than specified in the equation')
    for number, (term, operand) in enumerate(zip(terms, operands)):
        extents = list(operand._shape)
        if '...' in term:
            before, _, after = term.partition('...')
            gap = len(extents) - len(before) - len(after)
            ellipsis = broadcast_extents(ellipsis, extents[len(before):len(before) + gap])
            extents[len(before):len(before) + gap] = []
            term = before + after
        if len(term) != len(extents):
            raise RuntimeError(
                'einsum(): the number of subscripts in the equation (%d) does not match the number of dimensions (%d) for operand %d and '
                'no ellipsis was given' % (len(term), len(extents), number))
        for letter, extent in zip(term, extents):
            if known.get(letter, 1) != 1 and extent not in (1, known[letter]):
                raise RuntimeError('einsum(): subscript %s has size %d for operand %d which does not broadcast with previously seen size %d'
                                   % (letter, extent, number, known[letter]))
            known[letter] = max(extent, known.get(letter, 1))
    before, dots, after = right.partition('...')
    out = [known[c] for c in before] + (list(ellipsis) if dots else []) + [known[c] for c in after]
    return tuple(out), promoted(*operands)


@shape_of('tensordot')
def tensordot(bound):
    a, b, dims = bound['a'], bound['b'], bound['dims']
    if isinstance(dims, int):
        dims = (list(range(len(a._shape) - dims, len(a._shape))), list(range(dims)))
    left, right = ([d] if isinstance(d, int) else list(d) for d in dims)
    left, right = [d % len(a._shape) for d in left], [d % len(b._shape) for d in right]
    bound['dims'] = (left, right)
    rest = [n for at, n in enumerate(a._shape) if at not in left] + [n for at, n in enumerate(b._shape) if at not in right]
    return tuple(rest), promoted(a, b)


@shape_of('kron')
def kron(bound):
    a, b = shape(bound['input']), shape(bound['other'])
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    return tuple(x * y for x, y in zip(a, b)), promoted(bound['input'], bound['other'])


@shape_of('cross')
def cross(bound):
    return broadcast(bound['input'], bound['other']), promoted(bound['input'], bound['other'])


@shape_of('cdist')
def cdist(bound):
    a, b = bound['x1'], bound['x2']
    return (*broadcast_extents(a._shape[:-2], b._shape[:-2]), a._shape[-2], b._shape[-2]), promoted(a, b)


@shape_of('trace')
def trace(bound):
    return (), bound['input']._dtype


@shape_of('inverse', 'cholesky', 'matrix_exp')
def square(bound):
    first = bound['input']
    if len(first._shape) < 2 or first._shape[-1] != first._shape[-2]:
        raise RuntimeError('linalg.inv: A must be batches of square matrices, but they are %d by %d matrices' % tuple(first._shape[-2:]))
    return first._shape, first._dtype


@shape_of('det')
def det(bound):
    return bound['input']._shape[:-2], bound['input']._dtype


@shape_of('solve')
def solve(bound):
    return bound['other']._shape, bound['other']._dtype


@shape_of('eigh')
def eigh(bound):
    first = bound['input']
    return [(first._shape[:-1], first._dtype), (first._shape, first._dtype)]


@shape_of('svd')
def svd(bound):
    first = bound['input']
    *lead, m, n = first._shape
    k = min(m, n)
    full = bound['full_matrices']
    return [((*lead, m, m if full else k), first._dtype), ((*lead, k), first._dtype), ((*lead, n if full else k, n), first._dtype)]


@shape_of('qr')
def qr(bound):
    first = bound['input']
    *lead, m, n = first._shape
    k = min(m, n)
    return [((*lead, m, k), first._dtype), ((*lead, k, n), first._dtype)]
