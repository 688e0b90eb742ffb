"""Losses: they run where a forward pass calls them, and the recording remembers the one that a file makes."""
import ast
import inspect

from skipscope.recording import current
from skipscope.recording.signature import REQUIRED, signature, split_arguments

from .. import functional as F
from .module import Module
from .stateless import given

TABLE = """
CrossEntropyLoss(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0) cross_entropy
NLLLoss(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean') nll_loss
NLLLoss2d(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean') nll_loss
MSELoss(size_average=None, reduce=None, reduction='mean') mse_loss
L1Loss(size_average=None, reduce=None, reduction='mean') l1_loss
SmoothL1Loss(size_average=None, reduce=None, reduction='mean', beta=1.0) smooth_l1_loss
HuberLoss(reduction='mean', delta=1.0) huber_loss
BCELoss(weight=None, size_average=None, reduce=None, reduction='mean') binary_cross_entropy
BCEWithLogitsLoss(weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None) binary_cross_entropy_with_logits
KLDivLoss(size_average=None, reduce=None, reduction='mean', log_target=False) kl_div
PoissonNLLLoss(log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean') poisson_nll_loss
GaussianNLLLoss(full=False, eps=1e-06, reduction='mean') gaussian_nll_loss
SoftMarginLoss(size_average=None, reduce=None, reduction='mean') soft_margin_loss
MultiMarginLoss(p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction='mean') multi_margin_loss
MultiLabelMarginLoss(size_average=None, reduce=None, reduction='mean') multilabel_margin_loss
MultiLabelSoftMarginLoss(weight=None, size_average=None, reduce=None, reduction='mean') multilabel_soft_margin_loss
HingeEmbeddingLoss(margin=1.0, size_average=None, reduce=None, reduction='mean') hinge_embedding_loss
MarginRankingLoss(margin=0.0, size_average=None, reduce=None, reduction='mean') margin_ranking_loss
CosineEmbeddingLoss(margin=0.0, size_average=None, reduce=None, reduction='mean') cosine_embedding_loss
TripletMarginLoss(margin=1.0, p=2.0, eps=1e-06, swap=False, size_average=None, reduce=None, reduction='mean') triplet_margin_loss
CTCLoss(blank=0, reduction='mean', zero_infinity=False) ctc_loss
"""


class _Loss(Module):
    """Base of the losses."""
    operation = None

    def __init__(self, size_average=None, reduce=None, reduction='mean'):
        super().__init__()
        self.reduction = reduction


class _WeightedLoss(_Loss):
    def __init__(self, weight=None, size_average=None, reduce=None, reduction='mean'):
        super().__init__(size_average, reduce, reduction)
        self.register_buffer('weight', weight)


def loss(line):
    head, operation = line.rsplit(' ', 1)
    name, _, rest = head.partition('(')
    pairs = []
    for part in split_arguments(rest[:-1]):
        argument, _, default = part.partition('=')
        pairs.append((argument, ast.literal_eval(default) if default else REQUIRED))
    buffers = [key for key in ('weight', 'pos_weight') if any(key == argument for argument, _ in pairs)]

    def __init__(self, *arguments, **keywords):
        Module.__init__(self)
        told = given(name, pairs, arguments, keywords)
        for key in buffers:
            self.register_buffer(key, told.pop(key))
        for key in ('size_average', 'reduce'):
            told.pop(key, None)
        self.__dict__.update(told)
        remember(operation)

    def forward(self, *inputs):
        keywords = {key: getattr(self, key) for key, _ in pairs if key not in ('size_average', 'reduce')}
        return getattr(F, operation)(*inputs, **keywords)

    forward.__signature__ = signature_of(operation)
    base = _WeightedLoss if buffers else _Loss
    return type(name, (base,), {'__init__': __init__, 'forward': forward, 'operation': operation, '__module__': __name__, '__qualname__': name})


def signature_of(operation):
    """`forward` takes what its function needs, such as `input` and `target`."""
    told = signature(operation)
    names = ['self', *(name for name in told.names if told.defaults[name] is REQUIRED)]
    return inspect.Signature([inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for name in names])


def remember(operation):
    """For `Recording.training`: the driver takes it where the file makes just one."""
    if current.making is not None and current.builder is None:
        import sys
        frames = current.making.frames(sys._getframe(2), 1)
        if frames:
            current.training.append(('loss', operation, frames))


LOSSES = {made.__name__: made for made in map(loss, TABLE.strip().split('\n'))}
globals().update(LOSSES)


class TripletMarginWithDistanceLoss(_Loss):
    def __init__(self, *, distance_function=None, margin=1.0, swap=False, reduction='mean'):
        super().__init__(reduction=reduction)
        self.distance_function, self.margin, self.swap = distance_function, margin, swap

    def forward(self, anchor, positive, negative):
        return F.triplet_margin_loss(anchor, positive, negative, margin=self.margin, swap=self.swap, reduction=self.reduction)
