"""Modules that hold the configuration of their first weights."""
import copy
from abc import ABCMeta

from torch import nn

from .weight_init import PretrainedInit, initialize
from .wrappers import is_model_wrapper


class BaseModule(nn.Module, metaclass=ABCMeta):
    def __init__(self, init_cfg=None):
        super().__init__()
        self._is_init = False
        self.init_cfg = copy.deepcopy(init_cfg)

    @property
    def is_init(self):
        return self._is_init

    @is_init.setter
    def is_init(self, value):
        self._is_init = value

    def init_weights(self):
        """By its own configuration, then those of its children, then from a file; once."""
        if self._is_init:
            return
        told = [self.init_cfg] if isinstance(self.init_cfg, dict) else self.init_cfg or []
        loaded = [one for one in told if one['type'] in ('Pretrained', PretrainedInit)]
        if told:
            initialize(self, [one for one in told if one not in loaded])
        for child in self.children():
            if is_model_wrapper(child) and not hasattr(child, 'init_weights'):
                child = child.module
            if hasattr(child, 'init_weights') and not getattr(child, 'is_init', False):
                child.init_weights()
        if loaded:
            initialize(self, loaded)
        self._is_init = True


class Sequential(BaseModule, nn.Sequential):
    def __init__(self, *args, init_cfg=None):
        BaseModule.__init__(self, init_cfg)
        nn.Sequential.__init__(self, *args)


class ModuleList(BaseModule, nn.ModuleList):
    def __init__(self, modules=None, init_cfg=None):
        BaseModule.__init__(self, init_cfg)
        nn.ModuleList.__init__(self, modules)


class ModuleDict(BaseModule, nn.ModuleDict):
    def __init__(self, modules=None, init_cfg=None):
        BaseModule.__init__(self, init_cfg)
        nn.ModuleDict.__init__(self, modules)
