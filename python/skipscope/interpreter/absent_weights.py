"""Weights that would have to be downloaded are left out with a note; what a cache holds is read."""
import importlib.abc
import importlib.machinery
import os
import sys

from ..driver.changed_libraries import CHANGES, NOTE, NoWeights, without_file
from ..recording.notes import leave_note


def leave_out(torch):
    """For the rest of this process."""
    # Read where these libraries are imported: they look in their caches and ask nobody.
    for name in ('HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE'):
        os.environ.setdefault(name, '1')
    hub = getattr(torch, 'hub', None)
    if hub is not None:
        hub.load_state_dict_from_url = lambda *arguments, **keywords: NoWeights()
    leave_states(torch)
    torch.load = without_file(torch.load)
    sys.meta_path.insert(0, Changed())
    for name, change in CHANGES.items():
        if name in sys.modules:
            change(sys.modules[name])


def leave_states(torch):
    load = torch.nn.Module.load_state_dict

    def load_state_dict(self, state_dict, *arguments, **keywords):
        if isinstance(state_dict, NoWeights):
            leave_note(NOTE, 'load_state_dict')
            return torch.nn.modules.module._IncompatibleKeys([], [])
        return load(self, state_dict, *arguments, **keywords)
    torch.nn.Module.load_state_dict = load_state_dict


class Changed(importlib.abc.MetaPathFinder):
    """Finds the modules of `CHANGES`, which are imported long after this process is locked."""

    def find_spec(self, name, path=None, target=None):
        change = CHANGES.get(name)
        spec = importlib.machinery.PathFinder.find_spec(name, path) if change else None
        if spec is not None and spec.loader is not None:
            spec.loader = Changing(spec.loader, change)
        return spec


class Changing(importlib.abc.Loader):
    """Another loader's module with a function replaced once it has run."""

    def __init__(self, loader, change):
        self.loader, self.change = loader, change

    def __getattr__(self, name):
        return getattr(self.loader, name)

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        self.loader.exec_module(module)
        self.change(module)
