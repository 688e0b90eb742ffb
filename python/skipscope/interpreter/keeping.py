"""Passes that leave a model as it was, and the modes that they run in."""
import contextlib
import random

import torch


class Kept:
    """Weights, statistics and random numbers as they are."""

    def __init__(self, module):
        self.tensors = [(tensor, tensor.detach().clone()) for tensor in (*module.parameters(), *module.buffers())]
        self.state, self.draws = torch.get_rng_state(), random.getstate()

    def put_back(self):
        with torch.no_grad():
            for tensor, values in self.tensors:
                tensor.copy_(values)
        torch.set_rng_state(self.state)
        random.setstate(self.draws)


@contextlib.contextmanager
def drawn_as_recorded():
    """Draws of Python's own `random`, which decide what runs, are those of the recording; torch's are those of the seed."""
    state = random.getstate()
    random.seed(0)
    try:
        yield
    finally:
        random.setstate(state)


@contextlib.contextmanager
def in_mode(module, mode):
    """`settling`: as in training, and the running statistics become those of the batch."""
    norms = [each for each in module.modules() if getattr(each, 'momentum', None) is not None] if mode == 'settling' else []
    momenta, flags = [norm.momentum for norm in norms], [(each, each.training) for each in module.modules()]
    try:
        module.train(mode != 'inference')
        for norm in norms:
            norm.momentum = 1.0
        yield
    finally:
        for norm, momentum in zip(norms, momenta):
            norm.momentum = momentum
        for each, flag in flags:
            each.training = flag
