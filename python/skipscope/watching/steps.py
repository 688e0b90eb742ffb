"""Tells of every step of every optimizer of torch, before and after it."""
import functools
import gc
import sys
import types

from torch.optim.optimizer import Optimizer


def followed(before, after):
    """Call `before` and `after` with the optimizer. The handles that come back end it with `remove()`."""
    # `torch.optim` takes the module of this name out of itself.
    hooks = sys.modules[Optimizer.__module__]
    if not hasattr(hooks, 'register_optimizer_step_pre_hook'):
        return [Steps(before, after)]
    return [hooks.register_optimizer_step_pre_hook(lambda optimizer, *_: before(optimizer)),
            hooks.register_optimizer_step_post_hook(lambda optimizer, *_: after(optimizer))]


class Steps:
    """Torch before 2.0 has no hooks of its own around a step: each optimizer gets another `step`, those that are there and those to come."""

    def __init__(self, before, after):
        self.before, self.after, self.is_open = before, after, True
        self.init = init = Optimizer.__init__

        @functools.wraps(init)
        def __init__(optimizer, *arguments, **keywords):
            init(optimizer, *arguments, **keywords)
            self.follow(optimizer)
        self.own = Optimizer.__init__ = __init__
        for one in gc.get_objects():
            if issubclass(type(one), Optimizer):
                self.follow(one)

    def follow(self, optimizer):
        """A method as the one before, as schedulers of learning rates want it."""
        step = optimizer.step

        @functools.wraps(step)
        def told(optimizer, *arguments, **keywords):
            if not self.is_open:
                return step(*arguments, **keywords)
            self.before(optimizer)
            result = step(*arguments, **keywords)
            self.after(optimizer)
            return result
        optimizer.step = types.MethodType(told, optimizer)

    def remove(self):
        """Tell nobody from now on. The methods stay, since others may have built on them."""
        self.is_open = False
        if Optimizer.__init__ is self.own:
            Optimizer.__init__ = self.init
