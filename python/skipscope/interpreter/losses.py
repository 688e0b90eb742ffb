"""Losses by torch's names, averaged. Predictions have their classes on the last dimension."""
import torch.nn.functional as F

from .faults import Unfit, UnknownLoss

CLASSES = frozenset(('cross_entropy', 'nll_loss', 'multi_margin_loss'))
KNOWN = CLASSES | frozenset((
    'mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss', 'binary_cross_entropy', 'binary_cross_entropy_with_logits', 'kl_div',
    'poisson_nll_loss', 'soft_margin_loss', 'hinge_embedding_loss', 'multilabel_soft_margin_loss'))


def check_loss(name):
    if name not in KNOWN:
        raise UnknownLoss(name)


def loss_of(name, prediction, target):
    """A scalar. Class numbers may have a last dimension of 1."""
    check_loss(name)
    try:
        if name in CLASSES:
            labels = target.reshape(prediction.shape[:-1]).reshape(-1).long()
            return getattr(F, name)(prediction.reshape(-1, prediction.shape[-1]), labels)
        return getattr(F, name)(prediction, target.to(prediction.dtype).reshape(prediction.shape))
    except (RuntimeError, IndexError, ValueError) as error:
        raise Unfit('%s: targets %s, predictions %s: %s' % (name, list(target.shape), list(prediction.shape), error)) from error
