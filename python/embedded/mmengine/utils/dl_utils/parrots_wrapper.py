"""Base classes of torch under the names that OpenMMLab's packages import."""
import torch
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.conv import _ConvNd
from torch.nn.modules.instancenorm import _InstanceNorm
from torch.utils.data import DataLoader

from ..._inert import public

TORCH_VERSION = torch.__version__
PoolDataLoader = DataLoader
__all__ = ['DataLoader', 'PoolDataLoader', 'SyncBatchNorm', 'TORCH_VERSION', '_BatchNorm', '_ConvNd', '_InstanceNorm']


class SyncBatchNorm(torch.nn.SyncBatchNorm):
    pass


__getattr__ = public(__name__)
