"""Wrappers for distributed training: the network within them."""
from torch import nn

from .._inert import public
from ..registry import MODEL_WRAPPERS


def is_model_wrapper(model, registry=MODEL_WRAPPERS):
    if isinstance(model, tuple(registry.module_dict.values())):
        return True
    return any(is_model_wrapper(model, child) for child in registry.children.values())


@MODEL_WRAPPERS.register_module()
class MMDistributedDataParallel(nn.parallel.DistributedDataParallel):
    pass


@MODEL_WRAPPERS.register_module()
class MMSeparateDistributedDataParallel(MMDistributedDataParallel):
    pass


for _kind in (nn.parallel.DistributedDataParallel, nn.parallel.DataParallel):
    MODEL_WRAPPERS.register_module(module=_kind)
__getattr__ = public(__name__)
