"""
Canonical names of operations, one table for both routes: what torch calls an operation (`__iadd__`, `view`,
`Tensor.transpose`) becomes the name and the arguments that the recording has.
"""
from .errors import UnknownOperation
from .rewrites import REWRITES
from .signature import signature
from .tidy import tidy

# Raw name → canonical name, where only the name differs.
NAMES = {
    'true_divide': 'div', 'divide': 'div', 'truediv': 'div', 'multiply': 'mul', 'subtract': 'sub', 'floordiv': 'floor_divide',
    'mod': 'remainder', 'negative': 'neg', 'absolute': 'abs', 'trapz': 'trapezoid', 'clip': 'clamp', 'arccos': 'acos', 'arcsin': 'asin',
    'arctan': 'atan', 'arctan2': 'atan2', 'greater': 'gt', 'less': 'lt', 'greater_equal': 'ge', 'less_equal': 'le',
    'not_equal': 'ne', 'special_logit': 'logit', 'special_expit': 'sigmoid', 'special_erf': 'erf', 'invert': 'bitwise_not',
    'and': 'bitwise_and', 'or': 'bitwise_or', 'xor': 'bitwise_xor', 'lshift': 'bitwise_left_shift', 'swish': 'silu',
    'rshift': 'bitwise_right_shift', 'view': 'reshape', 'broadcast_to': 'expand', 'concat': 'cat', 'concatenate': 'cat',
    'mm': 'matmul', 'spmm': 'matmul', 'mv': 'matmul', 'dot': 'matmul', 'vdot': 'matmul', 'ger': 'outer', 'log_sigmoid': 'logsigmoid',
    'fix': 'trunc', 'moveaxis': 'movedim', 'swapaxes': 'transpose', 'swapdims': 'transpose', 'row_stack': 'vstack', 'linalg_norm': 'norm',
    'linalg_vector_norm': 'norm', 'linalg_matrix_norm': 'matrix_norm', 'linalg_matmul': 'matmul', 'linalg_inv': 'inverse',
    'linalg_det': 'det', 'linalg_svd': 'svd', 'linalg_qr': 'qr', 'linalg_eigh': 'eigh', 'linalg_cholesky': 'cholesky',
    'linalg_solve': 'solve', 'linalg_cross': 'cross', 'special_softmax': 'softmax',
    'special_log_softmax': 'log_softmax', 'clamp_min': 'clamp', 'linalg_diagonal': 'diagonal', 'special_erfinv': 'erfinv',
}
# Operators whose sides may be swapped; `__rX__` of the others keeps its order.
COMMUTATIVE = frozenset(('add', 'mul', 'bitwise_and', 'bitwise_or', 'bitwise_xor'))
NOT_IN_PLACE = frozenset(('__int__', '__invert__', '__index__', '__iter__'))


def plain_name(raw):
    """`__iadd__` → (`add`, in place, not swapped); `__rsub__` → (`sub`, not in place, swapped)."""
    if raw.startswith('__') and raw.endswith('__') and len(raw) > 4:
        name = raw[2:-2]
        if name in ('setitem', 'delitem'):
            return name, name == 'setitem', False
        if raw not in NOT_IN_PLACE and name[0] == 'i' and signature_or_rewrite(name[1:]):
            return name[1:], True, False
        if name[0] == 'r' and name not in ('round', 'relu') and signature_or_rewrite(name[1:]):
            return name[1:], False, True
        return name, False, False
    if raw.endswith('_') and not raw.startswith('_'):
        return raw[:-1], True, False
    return raw, False, False


def signature_or_rewrite(name):
    return NAMES.get(name, name) in REWRITES or signature(NAMES.get(name, name)) is not None


def is_known(raw):
    """Tell whether an operation of this name, in any of torch's spellings, has a canonical form."""
    return signature_or_rewrite(plain_name(raw)[0])


def resolve(raw, arguments, keywords):
    """
    The canonical form of one call of torch: (operation, its arguments by name, whether it writes its first input).
    Tensors may be of either torch: only `.shape` and `.dtype` are read. Raises TypeError as torch does on
    arguments that do not fit, UnknownOperation on a name that is not known.
    """
    name, in_place, swapped = plain_name(raw)
    name = NAMES.get(name, name)
    if swapped:
        arguments = arguments if name in COMMUTATIVE else (arguments[1], arguments[0])
    if keywords:
        in_place = bool(keywords.get('inplace', in_place)) or in_place
    rewrite = REWRITES.get(name)
    if rewrite is not None:
        name, arguments, keywords, wrote = rewrite(name, arguments, keywords)
        in_place = in_place or wrote
    known = signature(name)
    if known is None:
        raise UnknownOperation('torch.' + raw)
    bound = known.bind(arguments, keywords)
    tidy(name, bound)
    return name, bound, in_place
