"""`keras.mixed_precision`: what is computed here is in single precision."""


def set_global_policy(policy):
    pass


def global_policy():
    return Policy('float32')


class Policy:
    """A name."""

    def __init__(self, name='float32'):
        self.name = name


def LossScaleOptimizer(optimizer, *arguments, **keywords):
    return optimizer


set_policy = set_global_policy
DTypePolicy = Policy
