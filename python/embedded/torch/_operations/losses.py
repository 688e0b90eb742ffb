"""Losses."""
from .common import Tensor, broadcast, promoted, shape, shape_of
from .linear import typed

ELEMENTWISE = (
    'mse_loss l1_loss smooth_l1_loss huber_loss kl_div poisson_nll_loss gaussian_nll_loss soft_margin_loss hinge_embedding_loss'
)


def one(bound, whole, dtype):
    return (whole if bound['reduction'] == 'none' else ()), dtype


@shape_of(*ELEMENTWISE.split())
def elementwise(bound):
    first, target = bound['input'], bound['target']
    if target is None:
        raise AttributeError("'NoneType' object has no attribute 'size'")
    return one(bound, broadcast(first, target), first._dtype)


@shape_of('binary_cross_entropy', 'binary_cross_entropy_with_logits')
def crossed(bound):
    """It refuses to stretch a target."""
    first, target = bound['input'], bound['target']
    if shape(first) != shape(target):
        raise ValueError('Target size (%s) must be the same as input size (%s)' % (target.shape, first.shape))
    for factor in (bound['weight'], bound.get('pos_weight')):
        if factor is not None:
            broadcast(factor, first)
    return one(bound, shape(first), first._dtype)


@shape_of('cross_entropy')
def shares_or_classes(bound):
    first, target = bound['input'], bound['target']
    check_tensor('cross_entropy_loss', target)
    if shape(target) == shape(first) and len(shape(first)) > 1:
        if target._dtype.category != 'float':
            raise RuntimeError('Expected floating point type for target with class probabilities, got %s' % typed(target))
        return one(bound, shape(first)[:1] + shape(first)[2:], first._dtype)
    return classes(bound)


@shape_of('nll_loss')
def numbers_of_classes(bound):
    check_tensor('nll_loss_nd', bound['target'])
    return classes(bound)


def check_tensor(name, target):
    if not isinstance(target, Tensor):
        raise TypeError("%s(): argument 'target' (position 2) must be Tensor, not %s" % (name, type(target).__name__))


def classes(bound):
    first, target = bound['input'], bound['target']
    extents, told = shape(first), shape(target)
    if len(extents) > 1 and extents[:1] != told[:1]:
        raise ValueError('Expected input batch_size (%d) to match target batch_size (%d).' % (extents[0], told[0] if told else 0))
    if len(extents) == 2 and len(told) > 1:
        raise RuntimeError('0D or 1D target tensor expected, multi-target not supported')
    if len(extents) == 4 and len(told) != 3:
        raise RuntimeError('only batches of spatial targets supported (3D tensors) but got targets of dimension: %d' % len(told))
    wanted = extents[:1] + extents[2:]
    if len(extents) > 1 and told != wanted:
        raise RuntimeError('size mismatch (got input: %s , target: %s' % (list(extents), list(told)) if len(extents) == 4 else
                           'Expected target size %s, got %s' % (list(wanted), list(told)))
    if target._dtype.name not in ('int64', 'uint8'):
        raise RuntimeError('expected target dtype to be Long or Byte, but got %s' % typed(target))
    return one(bound, told, first._dtype)


@shape_of('multi_margin_loss', 'multilabel_margin_loss', 'multilabel_soft_margin_loss')
def rows(bound):
    return one(bound, shape(bound['input'])[:-1], bound['input']._dtype)


@shape_of('margin_ranking_loss')
def ranking(bound):
    return one(bound, broadcast(bound['input1'], bound['input2']), bound['input1']._dtype)


@shape_of('cosine_embedding_loss')
def cosine(bound):
    return one(bound, shape(bound['input1'])[:-1], promoted(bound['input1'], bound['input2']))


@shape_of('triplet_margin_loss')
def triplet(bound):
    return one(bound, shape(bound['anchor'])[:-1], bound['anchor']._dtype)


@shape_of('ctc_loss')
def ctc(bound):
    first = bound['log_probs']
    if bound['targets'] is None:
        raise TypeError("ctc_loss(): argument 'targets' (position 2) must be Tensor, not NoneType")
    return one(bound, first._shape[1:2], first._dtype)
