"""`keras.optimizers`."""
import sys
import types

from ._core.named import Named, open_module


class Optimizer(Named):
    """Its first argument is the rate."""
    positions = ('learning_rate',)

    def apply_gradients(self, *arguments, **keywords):
        return None

    minimize = apply_gradients


class Schedule(Named):
    """A rate that changes; it starts at `initial_learning_rate`."""
    positions = ('initial_learning_rate', 'decay_steps')


class LearningRateSchedule(Schedule):
    """The base of the user's own."""


class SGD(Optimizer):
    positions = ('learning_rate', 'momentum', 'nesterov')


class RMSprop(Optimizer):
    positions = ('learning_rate', 'rho', 'momentum')


class Adam(Optimizer):
    positions = ('learning_rate', 'beta_1', 'beta_2', 'epsilon')


class AdamW(Optimizer):
    positions = ('learning_rate', 'weight_decay', 'beta_1', 'beta_2')


adam, sgd, rmsprop = Adam, SGD, RMSprop
schedules = types.ModuleType('keras.optimizers.schedules')
schedules.LearningRateSchedule = LearningRateSchedule
schedules.__getattr__ = open_module('keras.optimizers.schedules', Schedule)
legacy = types.ModuleType('keras.optimizers.legacy')
legacy.__dict__.update(SGD=SGD, RMSprop=RMSprop, Adam=Adam, AdamW=AdamW)
legacy.__getattr__ = open_module('keras.optimizers.legacy', Optimizer)
sys.modules['keras.optimizers.schedules'] = schedules
sys.modules['keras.optimizers.legacy'] = legacy
__path__ = []


def get(identifier):
    return identifier


__getattr__ = open_module('keras.optimizers', Optimizer)
