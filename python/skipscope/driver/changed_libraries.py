"""Change libraries where they would download weights, or are in the way else; `CHANGES` names the modules, once they have run."""
import os

from ..recording.notes import leave_note
from .failures import Refused

NOTE = 'weights not loaded'
UNREACHED = (Exception, Refused)


class NoWeights(dict):
    """Weights that would have been downloaded, and every part of them."""

    def __missing__(self, key):
        return NoWeights()


class NoFile(str):
    """The path of a file that would have been downloaded."""


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
