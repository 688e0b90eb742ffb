"""
Rewrites of calls whose arguments differ from the canonical form: `transpose(0, 1)` → `permute`, `chunk` → `split`,
`max` of two tensors → `maximum`. Each takes (name, arguments, keywords) and gives
(canonical name, arguments, keywords, whether it writes in place).
"""
from .rewriteCreation import CREATION
from .rewriteShapes import SHAPES
from .tidy import dtype_name, is_tensor


def two_sided(other_name):
    """`torch.max(a, b)` is `maximum`; with `dim` it has two outputs."""
    def rewrite(name, arguments, keywords):
        other = arguments[1] if len(arguments) > 1 else keywords.get('other')
        if is_tensor(other):
            return other_name, (arguments[0], other), {}, False
        return name, arguments, keywords, False
    return rewrite


def without_inplace(writes_at):
    """Drop `inplace` where it is given by position, and remember it."""
    def rewrite(name, arguments, keywords):
        wrote = bool(keywords.get('inplace', False))
        if len(arguments) > writes_at:
            wrote = wrote or bool(arguments[writes_at])
            arguments = arguments[:writes_at] + arguments[writes_at + 1:]
        return name, arguments, keywords, wrote
    return rewrite


def dropout(name, arguments, keywords):
    _, arguments, keywords, wrote = without_inplace(3)(name, arguments, keywords)
    keywords = dict(keywords)
    target = 'alpha_dropout' if 'alpha' in name else 'dropout'
    if name not in ('dropout', 'alpha_dropout', 'native_dropout'):
        keywords['channels'] = True
    if 'train' in keywords:
        keywords['training'] = keywords.pop('train')
    return target, arguments, keywords, wrote


def spread(name, arguments, keywords):
    """`std(dim, unbiased, keepdim)` and `std(unbiased)` by `correction`."""
    arguments, keywords = list(arguments), dict(keywords)
    if len(arguments) > 1 and isinstance(arguments[1], bool):
        keywords['correction'] = int(arguments.pop(1))
    if len(arguments) > 2:
        keywords['correction'] = arguments.pop(2)
        if arguments[2:]:
            keywords['keepdim'] = arguments.pop(2)
    if 'unbiased' in keywords:
        keywords['correction'] = keywords.pop('unbiased')
    if 'correction' in keywords:
        keywords['correction'] = 1 if keywords['correction'] is None else int(keywords['correction'])
    return name, tuple(arguments), keywords, False


def whole_norm(name, arguments, keywords):
    """`linalg.vector_norm(ord=2)` and `norm(p='fro')` in one."""
    keywords = dict(keywords)
    if 'ord' in keywords:
        order = keywords.pop('ord')
        keywords['p'] = 2 if order is None else order
    if len(arguments) > 1 and arguments[1] is None:
        arguments = (arguments[0], 'fro', *arguments[2:])
    return name, arguments, keywords, False


def matrix_norm(name, arguments, keywords):
    """Over the last two axes."""
    return whole_norm('norm', arguments, {'dim': (-2, -1), **keywords})


def swapped(target):
    def rewrite(name, arguments, keywords):
        other = arguments[1] if len(arguments) > 1 else keywords['other']
        return target, (other, arguments[0]), {}, False
    return rewrite


def same_as(target, **fixed):
    def rewrite(name, arguments, keywords):
        return target, arguments, {**keywords, **fixed}, False
    return rewrite


def clamp_max(name, arguments, keywords):
    return 'clamp', arguments[:1], {'max': arguments[1] if len(arguments) > 1 else keywords['max']}, False


def where(name, arguments, keywords):
    """`x.where(condition, y)` comes as the method's own order: input first."""
    keywords = dict(keywords)
    if 'self' in keywords:
        keywords['input'] = keywords.pop('self')
    if len(arguments) == 1 and 'input' not in keywords:
        return 'nonzero', arguments, {'as_tuple': True}, False
    return name, arguments, keywords, False


def fused_addition(name, arguments, keywords):
    keywords = {{'mat': 'mat1', 'vec': 'mat2'}.get(k, k): v for k, v in keywords.items()}
    return 'addmm', arguments, keywords, False


def numbers(name, arguments, keywords):
    """`x.scatter_(1, index, 1.0)`: torch calls the number `value`, the tensor `src`."""
    keywords = dict(keywords)
    if 'value' in keywords:
        keywords['src'] = keywords.pop('value')
    return name, arguments, keywords, False


def random_entries(name, arguments, keywords):
    """`x.uniform_(a, b)`, `x.normal_(mean, std)`, `x.bernoulli_(p)`."""
    lead, rest = arguments[:1], list(arguments[1:])
    names = {'uniform': ('from', 'to'), 'normal': ('mean', 'std')}[name]
    given = {**{'from': 0.0, 'to': 1.0, 'mean': 0.0, 'std': 1.0}, **dict(zip(names, rest)), **keywords}
    if 'a' in given:
        given['from'] = given['a']
    if 'b' in given:
        given['to'] = given['b']
    return name, lead, {key: given[key] for key in names}, False


def hardtanh(name, arguments, keywords):
    """Between 0 and 6 it is `relu6`."""
    name, arguments, keywords, wrote = without_inplace(3)(name, arguments, keywords)
    ends = {**dict(zip(('input', 'min_val', 'max_val'), arguments)), **keywords}
    if (ends.get('min_val'), ends.get('max_val')) == (0, 6):
        return 'relu6', (ends['input'],), {}, wrote
    return name, arguments, keywords, wrote


def inversion(name, arguments, keywords):
    """Of truth values, every bit is the value."""
    of = arguments[0] if arguments else keywords.get('input')
    truths = is_tensor(of) and dtype_name(of.dtype) == 'bool'
    return 'logical_not' if truths else name, arguments, keywords, False


def reduction(name, arguments, keywords):
    """`size_average` and `reduce`, which torch hands on with every call, and which say what `reduction` says since version 0.4."""
    keywords = dict(keywords)
    average, reduces = keywords.pop('size_average', None), keywords.pop('reduce', None)
    if reduces is False:
        keywords['reduction'] = 'none'
    elif average is not None or reduces is not None:
        keywords['reduction'] = 'sum' if average is False else 'mean'
    return name, arguments, keywords, False


ACTIVATIONS_IN_PLACE = {
    'relu': 1, 'relu6': 1, 'silu': 1, 'mish': 1, 'hardswish': 1, 'hardsigmoid': 1, 'selu': 1, 'leaky_relu': 2, 'elu': 2,
    'celu': 2, 'threshold': 3, 'rrelu': 4,
}
LOSSES = (
    'l1_loss mse_loss smooth_l1_loss cross_entropy nll_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div poisson_nll_loss '
    'soft_margin_loss multi_margin_loss multilabel_margin_loss multilabel_soft_margin_loss hinge_embedding_loss margin_ranking_loss '
    'cosine_embedding_loss triplet_margin_loss').split()
def pooling_with_indices(name, arguments, keywords):
    """`F.max_pool2d(…, return_indices=True)` by the name that it calls itself."""
    return name[:-len('_with_indices')], arguments, {**keywords, 'return_indices': True}, False


REWRITES = {
    **SHAPES,
    **CREATION,
    **{name: without_inplace(at) for name, at in ACTIVATIONS_IN_PLACE.items()},
    **{name: dropout for name in (
        'dropout', 'dropout1d', 'dropout2d', 'dropout3d', 'feature_dropout', 'alpha_dropout', 'feature_alpha_dropout')},
    **{name: spread for name in ('std', 'var', 'std_mean', 'var_mean')},
    **{name: reduction for name in LOSSES},
    **{'%smax_pool%dd_with_indices' % (kind, axes): pooling_with_indices for kind in ('', 'adaptive_') for axes in (1, 2, 3)},
    'max': two_sided('maximum'), 'min': two_sided('minimum'), 'norm': whole_norm, 'matrix_norm': matrix_norm, 'rsub': swapped('sub'),
    'clamp_max': clamp_max, 'where': where, 'addmv': fused_addition, 'scatter': numbers, 'index_fill': numbers, 'uniform': random_entries,
    'normal': random_entries, 'upsample': same_as('interpolate'), 'upsample_nearest': same_as('interpolate'),
    'upsample_bilinear': same_as('interpolate', mode='bilinear', align_corners=True),
    'hardtanh': hardtanh, 'bitwise_not': inversion,
}
