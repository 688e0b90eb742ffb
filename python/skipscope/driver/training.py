"""The one loss and the one optimizer that a file makes."""
import ast
import inspect

from .names import FUNCTIONS, called_name, parameter_names
from .places import position_of
from .scopes import Place
from .source import calls_of

LOSSES = {
    'CrossEntropyLoss': 'cross_entropy', 'NLLLoss': 'nll_loss', 'MSELoss': 'mse_loss', 'L1Loss': 'l1_loss', 'SmoothL1Loss': 'smooth_l1_loss',
    'HuberLoss': 'huber_loss', 'BCELoss': 'binary_cross_entropy', 'BCEWithLogitsLoss': 'binary_cross_entropy_with_logits',
    'KLDivLoss': 'kl_div', 'PoissonNLLLoss': 'poisson_nll_loss', 'HingeEmbeddingLoss': 'hinge_embedding_loss',
    'MultiMarginLoss': 'multi_margin_loss', 'SoftMarginLoss': 'soft_margin_loss', 'CTCLoss': 'ctc_loss',
    'MarginRankingLoss': 'margin_ranking_loss', 'TripletMarginLoss': 'triplet_margin_loss', 'CosineEmbeddingLoss': 'cosine_embedding_loss',
    'GaussianNLLLoss': 'gaussian_nll_loss', 'MultiLabelSoftMarginLoss': 'multilabel_soft_margin_loss',
    'MultiLabelMarginLoss': 'multilabel_margin_loss',
}
FUNCTIONAL = frozenset(LOSSES.values())
OPTIMIZERS = frozenset('SGD Adam AdamW RMSprop Adagrad Adadelta Adamax NAdam RAdam ASGD Rprop LBFGS SparseAdam'.split())
# Arguments that tell how fast it runs, not what it does.
NOT_TOLD = frozenset(('self', 'params', 'foreach', 'fused', 'capturable', 'differentiable'))


def training_of(session, path, positions):
    """`RecordedTraining`, or None if the file makes no loss and no optimizer, or several."""
    source = session.workspace.source(path)
    calls = calls_of(source)
    told = {}
    losses = [(LOSSES.get(name, name), node, around) for name in calls if name in LOSSES or name in FUNCTIONAL for node, around in calls[name]
              if _is_torchs(node, name)]
    if len({op for op, _, _ in losses}) == 1:
        op, node, around = losses[0]
        told['loss'] = {'op': op, 'at': position_of(positions, (source, node, around))}
    optimizers = [(name, node, around) for name in calls if name in OPTIMIZERS for node, around in calls[name]]
    if len(optimizers) == 1:
        name, node, around = optimizers[0]
        told['optimizer'] = {'name': name, 'arguments': _arguments(session, path, (name, node, around)),
                             'at': position_of(positions, (source, node, around))}
    return told or None


def _is_torchs(node, name):
    """`nn.MSELoss()`, `MSELoss()` and `F.mse_loss(…)`; a bare `mse_loss(…)` may be a function of the user's."""
    return name in LOSSES or isinstance(node.func, ast.Attribute) and called_name(node) in FUNCTIONAL


def _arguments(session, path, found):
    name, node, around = found
    told = _defaults(session.torch, name)
    place = Place(session.runner.unit(path), around)
    pairs = [(keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg]
    order = list(told)
    pairs += list(zip(order, node.args[1:]))
    for key, expression in pairs:
        if key in NOT_TOLD:
            continue
        if _is_passed(expression, around):
            told.pop(key, None)
            continue
        try:
            value = place.evaluate([expression])[0]
        except session.stops:
            told.pop(key, None)
            continue
        if isinstance(value, (int, float, str, bool, type(None))):
            told[key] = value
        elif isinstance(value, (list, tuple)) and all(isinstance(one, (int, float)) for one in value):
            told[key] = list(value)
    return told


def _is_passed(expression, around):
    """A parameter of a function around: whoever calls that chooses the value, which a guess is not."""
    passed = {name for function in around if isinstance(function, FUNCTIONS) for name in parameter_names(function.args)}
    return any(isinstance(one, ast.Name) and one.id in passed for one in ast.walk(expression))


def _defaults(torch, name):
    kind = getattr(torch.optim, name, None)
    try:
        parameters = inspect.signature(kind.__init__).parameters.values()
    except (TypeError, ValueError, AttributeError):
        return {}
    told = {}
    for one in parameters:
        if one.name in NOT_TOLD or one.default is one.empty:
            continue
        value = one.default
        told[one.name] = list(value) if isinstance(value, tuple) else value
    return {key: value for key, value in told.items() if isinstance(value, (int, float, str, bool, list, type(None)))}
