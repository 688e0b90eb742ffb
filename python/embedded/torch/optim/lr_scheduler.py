"""Schedulers: they do nothing."""


class LRScheduler:
    """Base of all schedulers."""

    def __init__(self, optimizer, *arguments, **keywords):
        self.optimizer = optimizer
        self.last_epoch = 0
        self.base_lrs = [group.get('lr') for group in getattr(optimizer, 'param_groups', ())]

    def step(self, *arguments, **keywords):
        self.last_epoch += 1

    def get_last_lr(self):
        return list(self.base_lrs)

    get_lr = get_last_lr

    def state_dict(self):
        return {}

    def load_state_dict(self, state_dict):
        return None


_LRScheduler = LRScheduler
for _name in ('StepLR', 'MultiStepLR', 'ExponentialLR', 'CosineAnnealingLR', 'CosineAnnealingWarmRestarts', 'ReduceLROnPlateau', 'LambdaLR',
              'MultiplicativeLR', 'CyclicLR', 'OneCycleLR', 'LinearLR', 'ConstantLR', 'PolynomialLR', 'SequentialLR', 'ChainedScheduler'):
    globals()[_name] = type(_name, (LRScheduler,), {'__module__': __name__})
del _name
