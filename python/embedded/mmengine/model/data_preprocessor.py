"""Turns the data of a loader into a network's input."""
import math
from collections.abc import Mapping, Sequence

import torch
from torch import nn
from torch.nn import functional as F

from ..registry import MODELS
from ..structures.base_data_element import BaseDataElement
from ..utils.misc import is_seq_of
from .utils import stack_batch


@MODELS.register_module()
class BaseDataPreprocessor(nn.Module):
    def __init__(self, non_blocking=False):
        super().__init__()
        self._non_blocking = non_blocking
        self._device = torch.device('cpu')

    def cast_data(self, data):
        if isinstance(data, Mapping):
            return {key: self.cast_data(value) for key, value in data.items()}
        if isinstance(data, (torch.Tensor, BaseDataElement)):
            return data.to(self.device, non_blocking=self._non_blocking)
        if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
            parts = [self.cast_data(one) for one in data]
            return type(data)(*parts) if hasattr(data, '_fields') else type(data)(parts)
        return data

    def forward(self, data, training=False):
        return self.cast_data(data)

    @property
    def device(self):
        return self._device


@MODELS.register_module()
class ImgDataPreprocessor(BaseDataPreprocessor):
    def __init__(self, mean=None, std=None, pad_size_divisor=1, pad_value=0, bgr_to_rgb=False, rgb_to_bgr=False, non_blocking=False):
        super().__init__(non_blocking)
        assert not (bgr_to_rgb and rgb_to_bgr), 'Colors are changed one way'
        assert (mean is None) == (std is None), 'mean and std belong together'
        self._enable_normalize = mean is not None
        if self._enable_normalize:
            assert len(mean) in (1, 3) and len(std) in (1, 3), '`mean` and `std` have 1 or 3 values'
            self.register_buffer('mean', torch.tensor(mean).view(-1, 1, 1), False)
            self.register_buffer('std', torch.tensor(std).view(-1, 1, 1), False)
        self._channel_conversion = rgb_to_bgr or bgr_to_rgb
        self.pad_size_divisor = pad_size_divisor
        self.pad_value = pad_value

    def forward(self, data, training=False):
        data = self.cast_data(data)
        inputs = data['inputs']
        if is_seq_of(inputs, torch.Tensor):
            inputs = stack_batch([self._normal(one) for one in inputs], self.pad_size_divisor, self.pad_value)
        elif isinstance(inputs, torch.Tensor):
            assert inputs.dim() == 4, 'The pictures of a batch have 4 axes, not those of %s' % (inputs.shape,)
            inputs = self._normal(inputs)
            missing = [math.ceil(one / self.pad_size_divisor) * self.pad_size_divisor - one for one in inputs.shape[2:]]
            inputs = F.pad(inputs, (0, missing[1], 0, missing[0]), 'constant', self.pad_value)
        else:
            raise TypeError('Pictures are a tensor or a list of tensors, not %s' % type(inputs))
        data['inputs'] = inputs
        data.setdefault('data_samples', None)
        return data

    def _normal(self, pictures):
        if self._channel_conversion:
            pictures = pictures[..., [2, 1, 0], :, :]
        pictures = pictures.float()
        return (pictures - self.mean) / self.std if self._enable_normalize else pictures
