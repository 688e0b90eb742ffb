"""Models that prepare their data themselves and run in the modes `tensor`, `loss` and `predict`."""
from abc import abstractmethod

import torch
from torch import nn

from ..registry import MODELS
from .base_module import BaseModule
from .data_preprocessor import BaseDataPreprocessor, ImgDataPreprocessor


class BaseModel(BaseModule):
    def __init__(self, data_preprocessor=None, init_cfg=None):
        super().__init__(init_cfg)
        if data_preprocessor is None:
            data_preprocessor = {'type': 'BaseDataPreprocessor'}
        if isinstance(data_preprocessor, nn.Module):
            self.data_preprocessor = data_preprocessor
        elif isinstance(data_preprocessor, dict):
            self.data_preprocessor = MODELS.build(data_preprocessor)
        else:
            raise TypeError('data_preprocessor should be a `dict` or `nn.Module` instance, but got %s' % type(data_preprocessor))

    def train_step(self, data, optim_wrapper):
        with optim_wrapper.optim_context(self):
            losses = self._run_forward(self.data_preprocessor(data, True), mode='loss')
        loss, told = self.parse_losses(losses)
        optim_wrapper.update_params(loss)
        return told

    def val_step(self, data):
        return self._run_forward(self.data_preprocessor(data, False), mode='predict')

    test_step = val_step

    def parse_losses(self, losses):
        """The sum of the means of all entries with `loss` in their names, and every mean."""
        told = {}
        for name, value in losses.items():
            if not isinstance(value, (torch.Tensor, list)):
                raise TypeError('%s is not a tensor or list of tensors' % name)
            told[name] = value.mean() if isinstance(value, torch.Tensor) else sum(one.mean() for one in value)
        loss = sum(value for name, value in told.items() if 'loss' in name)
        return loss, {'loss': loss, **told}

    @abstractmethod
    def forward(self, inputs, data_samples=None, mode='tensor'):
        pass

    def _run_forward(self, data, mode):
        return self(**data, mode=mode) if isinstance(data, dict) else self(*data, mode=mode)


@MODELS.register_module()
class BaseTTAModel(BaseModel):
    def __init__(self, module, data_preprocessor=None):
        super().__init__()
        if isinstance(module, dict) and data_preprocessor is not None:
            module['data_preprocessor'] = data_preprocessor
        self.module = MODELS.build(module) if isinstance(module, dict) else module

    @abstractmethod
    def merge_preds(self, data_samples_list):
        pass

    def forward(self, inputs, data_samples=None, mode='tensor'):
        raise NotImplementedError('`BaseTTAModel` is called by its `test_step`')


__all__ = ['BaseDataPreprocessor', 'BaseModel', 'BaseTTAModel', 'ImgDataPreprocessor']
