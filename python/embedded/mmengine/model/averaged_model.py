"""A network whose weights are a mean of those of another over the steps of its training."""
from abc import abstractmethod
from copy import deepcopy

import torch
from torch import nn

from ..registry import MODELS


class BaseAveragedModel(nn.Module):
    def __init__(self, model, interval=1, device=None, update_buffers=False):
        super().__init__()
        self.module = deepcopy(model).requires_grad_(False)
        self.interval = interval
        self.register_buffer('steps', torch.tensor(0, dtype=torch.long))
        self.update_buffers = update_buffers
        self.avg_parameters = self.module.state_dict() if update_buffers else dict(self.module.named_parameters())

    @abstractmethod
    def avg_func(self, averaged_param, source_param, steps):
        pass

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def update_parameters(self, model):
        """The weights of a first step are taken over, which is all that a recorded one knows."""
        source = model.state_dict() if self.update_buffers else dict(model.named_parameters())
        for name, averaged in self.avg_parameters.items():
            averaged.data.copy_(source[name].data)
        self.steps += 1


@MODELS.register_module()
class StochasticWeightAverage(BaseAveragedModel):
    def avg_func(self, averaged_param, source_param, steps):
        averaged_param.add_(source_param - averaged_param, alpha=1 / float(steps // self.interval + 1))


@MODELS.register_module()
class ExponentialMovingAverage(BaseAveragedModel):
    def __init__(self, model, momentum=0.0002, interval=1, device=None, update_buffers=False):
        super().__init__(model, interval, device, update_buffers)
        assert 0.0 < momentum < 1.0, 'momentum must be in range (0.0, 1.0), not %s' % momentum
        self.momentum = momentum

    def avg_func(self, averaged_param, source_param, steps):
        averaged_param.lerp_(source_param, self.momentum)


@MODELS.register_module()
class MomentumAnnealingEMA(ExponentialMovingAverage):
    def __init__(self, model, momentum=0.0002, gamma=100, interval=1, device=None, update_buffers=False):
        super().__init__(model, momentum, interval, device, update_buffers)
        assert gamma > 0, 'gamma must be greater than 0, but got %s' % gamma
        self.gamma = gamma

    def avg_func(self, averaged_param, source_param, steps):
        averaged_param.lerp_(source_param, max(self.momentum, self.gamma / (self.gamma + self.steps.item())))
