"""Boxes: which survive depends on values."""
import math

import torch
from skipscope.recording.errors import NeedsValues
from torch import nn
from torch._core.call import invoke


def nms(boxes, scores, iou_threshold):
    raise NeedsValues('torchvision.ops.nms', boxes.shape)


def batched_nms(boxes, scores, idxs, iou_threshold):
    raise NeedsValues('torchvision.ops.batched_nms', boxes.shape)


def remove_small_boxes(boxes, min_size):
    raise NeedsValues('torchvision.ops.remove_small_boxes', boxes.shape)


def box_area(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def box_iou(boxes1, boxes2):
    corner = torch.max(boxes1[:, None, :2], boxes2[:, :2])
    other = torch.min(boxes1[:, None, 2:], boxes2[:, 2:])
    inner = (other - corner).clamp(min=0)
    shared = inner[:, :, 0] * inner[:, :, 1]
    return shared / (box_area(boxes1)[:, None] + box_area(boxes2) - shared)


def box_convert(boxes, in_fmt, out_fmt):
    return boxes


def clip_boxes_to_image(boxes, size):
    return boxes


def roi_align(input, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1, aligned=False):
    return invoke('roi_align', (input, boxes, output_size, spatial_scale, sampling_ratio, aligned), {})


def deform_conv2d(input, offset, weight, bias=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1), mask=None):
    return invoke('deform_conv2d', (input, offset, weight, bias, stride, padding, dilation, mask), {})


class DeformConv2d(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
        super().__init__()
        sides = (kernel_size, kernel_size) if isinstance(kernel_size, int) else tuple(kernel_size)
        self.stride, self.padding, self.dilation = stride, padding, dilation
        bound = 1 / math.sqrt(in_channels // groups * math.prod(sides))
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels // groups, *sides).uniform_(-bound, bound))
        self.register_parameter('bias', nn.Parameter(torch.empty(out_channels).uniform_(-bound, bound)) if bias else None)

    def forward(self, input, offset, mask=None):
        return deform_conv2d(input, offset, self.weight, self.bias, self.stride, self.padding, self.dilation, mask)
