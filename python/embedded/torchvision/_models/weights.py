"""Pretrained weights are not loaded, and a note says so."""
from skipscope.recording.notes import leave_note


def told(weights, pretrained, name):
    if weights is not None and weights is not False or pretrained:
        leave_note('weights not loaded', 'torchvision.models.' + name)
