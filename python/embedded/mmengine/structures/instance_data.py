"""The instances of a picture: fields of one length that are indexed together."""
from collections.abc import Sized

import numpy as np
import torch

from .base_data_element import PRIVATE, BaseDataElement


class InstanceData(BaseDataElement):
    def __setattr__(self, name, value):
        if name not in PRIVATE:
            assert isinstance(value, Sized), 'value must contain `__len__` attribute'
            assert not len(self) or len(value) == len(self), '%d values for %d instances' % (len(value), len(self))
        super().__setattr__(name, value)

    __setitem__ = __setattr__

    def __len__(self):
        return len(self.values()[0]) if self._data_fields else 0

    def __getitem__(self, item):
        if isinstance(item, str):
            return getattr(self, item)
        made = type(self)(metainfo=self.metainfo)
        index = self._index(item)
        for name, value in list(self.items()):
            made[name] = taken(value, index)
        return made

    def _index(self, item):
        if isinstance(item, int):
            if not -len(self) <= item < len(self):
                raise IndexError('Index %d out of range!' % item)
            return slice(item, None, len(self))
        if isinstance(item, (list, np.ndarray)):
            return torch.as_tensor(item)
        return item

    @staticmethod
    def cat(instances_list):
        first = instances_list[0]
        if len(instances_list) == 1:
            return first
        made = type(first)(metainfo=first.metainfo)
        for name in first.keys():
            made[name] = joined([one[name] for one in instances_list])
        return made


def taken(value, index):
    if not isinstance(index, torch.Tensor) or isinstance(value, torch.Tensor):
        return value[index]
    if isinstance(value, np.ndarray):
        return value[index.cpu().numpy()]
    places = torch.nonzero(index).view(-1).tolist() if index.dtype == torch.bool else index.tolist()
    if hasattr(value, 'cat'):
        return value.cat([value[place:place + 1] for place in places] or [value[:0]])
    return type(value)(value[place] for place in places)


def joined(values):
    first = values[0]
    if isinstance(first, torch.Tensor):
        return torch.cat(values, dim=0)
    if isinstance(first, np.ndarray):
        return np.concatenate(values, axis=0)
    return first.cat(values) if hasattr(first, 'cat') else sum(values[1:], first[:])
