"""Weights that would have to be downloaded are left out with a note; what a cache holds is read. Libraries are changed where they are in the way."""
import importlib.abc
import importlib.machinery
import os
import sys

from ..driver.failures import Refused
from ..recording.notes import leave_note

NOTE = 'weights not loaded'
UNREACHED = (Exception, Refused)


class NoWeights(dict):
    """Weights that would have been downloaded, and every part of them."""

    def __missing__(self, key):
        return NoWeights()


class NoFile(str):
    """The path of a file that would have been downloaded."""


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


def without_file(load):
    def loaded(file, *arguments, **keywords):
        return NoWeights() if is_absent(file) else load(file, *arguments, **keywords)
    return loaded


def is_absent(file):
    return isinstance(file, NoFile) or isinstance(file, (str, os.PathLike)) and not os.path.exists(file)


def change_hub(module):
    """The Hugging Face hub names a file that it cannot get."""
    download = module.hf_hub_download

    def hf_hub_download(*arguments, **keywords):
        try:
            return download(*arguments, **keywords)
        except UNREACHED:
            return NoFile(keywords.get('filename') or (arguments[1] if len(arguments) > 1 else ''))
    module.hf_hub_download = hf_hub_download


def change_tensors(module):
    module.load_file = without_file(module.load_file)


def change_timm(module):
    """A model of timm that was asked for with weights keeps those that it draws."""
    load = module.load_pretrained

    def load_pretrained(model, *arguments, **keywords):
        try:
            load(model, *arguments, **keywords)
        except UNREACHED:
            leave_note(NOTE, 'timm')
    module.load_pretrained = load_pretrained


def change_registry(module):
    """A package of the workspace that is imported once more, as whole as its registries need it, has its new registries."""
    def _add_child(self, registry):
        self.children[registry.scope] = registry
    module.Registry._add_child = _add_child


CHANGES = {'huggingface_hub.file_download': change_hub, 'safetensors.torch': change_tensors, 'timm.models._builder': change_timm,
           'timm.models.helpers': change_timm, 'mmengine.registry.registry': change_registry}


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
