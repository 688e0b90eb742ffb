"""The labels of a picture."""
import torch

from .base_data_element import BaseDataElement


class LabelData(BaseDataElement):
    @staticmethod
    def onehot_to_label(onehot):
        if onehot.ndim == 1 and onehot.max().item() <= 1 and onehot.min().item() >= 0:
            return onehot.nonzero().squeeze(-1)
        raise ValueError('input is not one-hot and can not convert to label')

    @staticmethod
    def label_to_onehot(label, num_classes):
        onehot = label.new_zeros((num_classes,))
        assert max(label, default=torch.tensor(0)).item() < num_classes
        onehot[label] = 1
        return onehot
