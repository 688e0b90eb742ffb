"""Regions of several levels of a pyramid: which level a box is cut from depends on its numbers."""
from skipscope.recording.errors import NeedsValues
from torch import nn


class MultiScaleRoIAlign(nn.Module):
    def __init__(self, featmap_names, output_size, sampling_ratio, *, canonical_scale=224, canonical_level=4):
        super().__init__()
        self.featmap_names = [featmap_names] if isinstance(featmap_names, str) else featmap_names
        self.output_size = (output_size, output_size) if isinstance(output_size, int) else tuple(output_size)
        self.sampling_ratio, self.canonical_scale, self.canonical_level = sampling_ratio, canonical_scale, canonical_level
        self.scales = self.map_levels = None

    def forward(self, x, boxes, image_shapes):
        raise NeedsValues('torchvision.ops.MultiScaleRoIAlign', next(iter(boxes)).shape if boxes else ())

    def __repr__(self):
        return '%s(featmap_names=%s, output_size=%s, sampling_ratio=%s)' % (
            type(self).__name__, self.featmap_names, self.output_size, self.sampling_ratio)
