"""Functions of `mmengine.model.utils`."""
import torch
from torch import nn
from torch.nn import functional as F


def stack_batch(tensor_list, pad_size_divisor=1, pad_value=0):
    """Pictures padded at the right and below to one size that the divisor divides."""
    assert isinstance(tensor_list, list) and tensor_list, 'A batch is a list that is not empty'
    assert len({one.ndim for one in tensor_list}) == 1, 'All tensors have the same number of axes'
    dim, sizes = tensor_list[0].dim(), torch.Tensor([tuple(one.shape) for one in tensor_list])
    missing = torch.ceil(torch.max(sizes, dim=0)[0] / pad_size_divisor) * pad_size_divisor - sizes
    missing[:, 0] = 0
    if missing.sum() == 0:
        return torch.stack(tensor_list)
    pad = torch.zeros(len(tensor_list), 2 * dim, dtype=torch.int)
    pad[:, 1::2] = missing[:, range(dim - 1, -1, -1)]
    return torch.stack([F.pad(one, tuple(pad[at].tolist()), value=pad_value) for at, one in enumerate(tensor_list)])


def merge_dict(*args):
    return {name: value for one in args for name, value in one.items()}


def detect_anomalous_params(loss, model):
    """Parameters without a gradient are found where there are gradients."""


class _BatchNormXd(nn.modules.batchnorm._BatchNorm):
    def _check_input_dim(self, input):
        return None


def _normalized_by(module, kind, make):
    """The module with every layer of a kind made anew, their weights kept."""
    made = module
    if isinstance(module, kind):
        made = make(module.num_features, module.eps, module.momentum, module.affine, module.track_running_stats)
        for name in ('weight', 'bias', 'running_mean', 'running_var', 'num_batches_tracked', 'training'):
            setattr(made, name, getattr(module, name))
    for name, child in list(module.named_children()):
        made.add_module(name, _normalized_by(child, kind, make))
    return made


def revert_sync_batchnorm(module):
    return _normalized_by(module, nn.SyncBatchNorm, _BatchNormXd)


def convert_sync_batchnorm(module, implementation='torch'):
    return _normalized_by(module, nn.modules.batchnorm._BatchNorm, nn.SyncBatchNorm)
