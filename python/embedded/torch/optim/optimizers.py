"""Optimizers with the defaults of torch 2.13."""
import ast

from skipscope.recording import current
from skipscope.recording.signature import split_arguments

TABLE = """
SGD(lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False)
Adam(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, amsgrad=False)
AdamW(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01, amsgrad=False)
NAdam(lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, momentum_decay=0.004)
RAdam(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0)
Adamax(lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0)
SparseAdam(lr=0.001, betas=(0.9, 0.999), eps=1e-08)
Adagrad(lr=0.01, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10)
Adadelta(lr=1.0, rho=0.9, eps=1e-06, weight_decay=0)
RMSprop(lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False)
Rprop(lr=0.01, etas=(0.5, 1.2), step_sizes=(1e-06, 50))
ASGD(lr=0.01, lambd=0.0001, alpha=0.75, t0=1000000.0, weight_decay=0)
LBFGS(lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-07, tolerance_change=1e-09, history_size=100)
Adafactor(lr=0.01, beta2_decay=-0.8, weight_decay=0.0)
Muon(lr=0.001, weight_decay=0.1, momentum=0.95, nesterov=True)
"""
IGNORED = ('foreach', 'maximize', 'capturable', 'differentiable', 'fused', 'line_search_fn', 'decoupled_weight_decay')


class Optimizer:
    """Base; subclasses of the user's own run their `__init__`."""

    def __init__(self, params, defaults):
        groups = list(params)
        if not groups:
            raise ValueError('optimizer got an empty parameter list')
        self.defaults, self.state = dict(defaults), {}
        self.param_groups = [{**defaults, **group} for group in groups] if isinstance(groups[0], dict) else [{**defaults, 'params': groups}]
        for group in self.param_groups:
            group['params'] = list(group['params']) if not hasattr(group['params'], 'requires_grad') else [group['params']]

    def step(self, closure=None):
        return None

    def zero_grad(self, set_to_none=True):
        return None

    def add_param_group(self, param_group):
        self.param_groups.append({**self.defaults, **param_group})

    def state_dict(self):
        return {'state': {}, 'param_groups': self.param_groups}

    def load_state_dict(self, state_dict):
        return None


def optimizer(line):
    name, _, rest = line.partition('(')
    defaults = {key: ast.literal_eval(value) for key, _, value in (part.partition('=') for part in split_arguments(rest[:-1]))}

    def __init__(self, params, *arguments, **keywords):
        told = dict(defaults)
        told.update(zip(defaults, arguments))
        for key, value in keywords.items():
            if key in IGNORED:
                continue
            if key not in told:
                raise TypeError("%s.__init__() got an unexpected keyword argument '%s'" % (name, key))
            told[key] = value
        if isinstance(told['lr'], (int, float)) and told['lr'] < 0:
            raise ValueError('Invalid learning rate: %s' % told['lr'])
        Optimizer.__init__(self, params, told)
        remember(name, told)

    return type(name, (Optimizer,), {'__init__': __init__, '__module__': 'torch.optim', '__qualname__': name})


def remember(name, told):
    if current.making is not None:
        import sys
        frames = current.making.frames(sys._getframe(2), 1)
        if frames:
            current.training.append(('optimizer', (name, told), frames))


OPTIMIZERS = {made.__name__: made for made in map(optimizer, TABLE.strip().split('\n'))}
