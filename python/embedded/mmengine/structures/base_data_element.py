"""A data element: fields of data and of information about them, each an attribute."""
import copy

import numpy as np
import torch

PRIVATE = ('_metainfo_fields', '_data_fields')


class BaseDataElement:
    def __init__(self, *, metainfo=None, **kwargs):
        self._metainfo_fields, self._data_fields = set(), set()
        if metainfo is not None:
            self.set_metainfo(metainfo)
        if kwargs:
            self.set_data(kwargs)

    def set_metainfo(self, metainfo):
        for name, value in copy.deepcopy(metainfo).items():
            self.set_field(value, name, field_type='metainfo')

    def set_data(self, data):
        for name, value in data.items():
            setattr(self, name, value)

    def update(self, instance):
        self.set_metainfo(dict(instance.metainfo_items()))
        self.set_data(dict(instance.items()))

    def new(self, *, metainfo=None, **kwargs):
        made = type(self)()
        made.set_metainfo(dict(self.metainfo_items()) if metainfo is None else metainfo)
        made.set_data(kwargs or dict(self.items()))
        return made

    def clone(self):
        return self.new()

    # Fields
    def set_field(self, value, name, dtype=None, field_type='data'):
        assert field_type in ('metainfo', 'data')
        assert dtype is None or isinstance(value, dtype), '%s should be a %s' % (value, dtype)
        own, other = (self._data_fields, self._metainfo_fields) if field_type == 'data' else (self._metainfo_fields, self._data_fields)
        if name in other:
            raise AttributeError('%s is already a field of the other kind' % name)
        own.add(name)
        super().__setattr__(name, value)

    def __setattr__(self, name, value):
        if name not in PRIVATE:
            self.set_field(value, name)
        elif hasattr(self, name):
            raise AttributeError('%s cannot be set' % name)
        else:
            super().__setattr__(name, value)

    def __delattr__(self, item):
        if item in PRIVATE:
            raise AttributeError('%s cannot be deleted' % item)
        super().__delattr__(item)
        self._metainfo_fields.discard(item)
        self._data_fields.discard(item)

    __delitem__ = __delattr__

    def __contains__(self, item):
        return item in self._data_fields or item in self._metainfo_fields

    def get(self, key, default=None):
        return getattr(self, key, default)

    def pop(self, name, *default):
        if name in self:
            self._metainfo_fields.discard(name)
            self._data_fields.discard(name)
            return self.__dict__.pop(name)
        if default:
            return default[0]
        raise KeyError('%s is not a field' % name)

    def keys(self):
        """Without fields that a property of the class stands before."""
        behind = {'_' + name for name in self._data_fields if isinstance(getattr(type(self), name, None), property)}
        return [name for name in self._data_fields if name not in behind]

    def metainfo_keys(self):
        return list(self._metainfo_fields)

    def all_keys(self):
        return self.metainfo_keys() + self.keys()

    def values(self):
        return [value for _, value in self.items()]

    def metainfo_values(self):
        return [value for _, value in self.metainfo_items()]

    def all_values(self):
        return self.metainfo_values() + self.values()

    def items(self):
        return ((name, getattr(self, name)) for name in self.keys())

    def metainfo_items(self):
        return ((name, getattr(self, name)) for name in self.metainfo_keys())

    def all_items(self):
        yield from self.metainfo_items()
        yield from self.items()

    @property
    def metainfo(self):
        return dict(self.metainfo_items())

    # Every tensor in it
    def _changed(self, change, kinds=None):
        made = self.new()
        for name, value in list(self.items()):
            if isinstance(value, kinds or (torch.Tensor, BaseDataElement)):
                made.set_data({name: change(value)})
        return made

    def to(self, *args, **kwargs):
        return self._changed(lambda value: value.to(*args, **kwargs))

    def cpu(self):
        return self._changed(lambda value: value.cpu())

    def cuda(self):
        return self._changed(lambda value: value.cuda())

    def detach(self):
        return self._changed(lambda value: value.detach())

    def numpy(self):
        return self._changed(lambda value: value.detach().cpu().numpy() if isinstance(value, torch.Tensor) else value.numpy())

    def to_tensor(self):
        return self._changed(lambda value: value.to_tensor() if isinstance(value, BaseDataElement) else torch.from_numpy(value),
                             (np.ndarray, BaseDataElement))

    def to_dict(self):
        return {name: value.to_dict() if isinstance(value, BaseDataElement) else value for name, value in self.all_items()}

    def __repr__(self):
        return '<%s(%s)>' % (type(self).__name__, ', '.join('%s: %r' % pair for pair in self.all_items()))
