"""Maps of a picture: fields of one height and width."""
from .base_data_element import PRIVATE, BaseDataElement


class PixelData(BaseDataElement):
    def __setattr__(self, name, value):
        if name not in PRIVATE:
            assert not self.shape or tuple(value.shape[-2:]) == self.shape, '%s is not %s high and wide' % (tuple(value.shape), self.shape)
            assert value.ndim in (2, 3), 'The dim of value must be 2 or 3, but got %d' % value.ndim
            value = value[None] if value.ndim == 2 else value
        super().__setattr__(name, value)

    def __getitem__(self, item):
        assert len(item) == 2, 'Only support to slice height and width'
        size = self.shape
        parts = [slice(one, None, size[at]) if isinstance(one, int) else one for at, one in enumerate(item)]
        return type(self)(metainfo=self.metainfo, **{name: value[(slice(None), *parts)] for name, value in self.items()})

    @property
    def shape(self):
        return tuple(self.values()[0].shape[-2:]) if self._data_fields else None
