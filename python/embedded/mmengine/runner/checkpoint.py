"""Weights of files are left out with a note, as torch's stand-in leaves them out."""
import torch

from .._inert import public

__all__ = ['CheckpointLoader', 'find_latest_checkpoint', 'get_state_dict', 'load_checkpoint', 'load_state_dict', 'save_checkpoint', 'weights_to_cpu']


class CheckpointLoader:
    @classmethod
    def register_scheme(cls, prefixes, loader=None, force=False):
        return loader or (lambda function: function)

    @classmethod
    def load_checkpoint(cls, filename, map_location=None, logger='current'):
        return {'state_dict': torch.load(filename, map_location=map_location), 'meta': {}}


def _load_checkpoint(filename, map_location=None, logger=None):
    return CheckpointLoader.load_checkpoint(filename, map_location, logger)


def _load_checkpoint_with_prefix(prefix, filename, map_location=None, logger='current'):
    return _load_checkpoint(filename, map_location)['state_dict']


def load_state_dict(module, state_dict, strict=False, logger=None):
    module.load_state_dict(state_dict, strict)


def _load_checkpoint_to_model(model, checkpoint, strict=False, logger=None, revise_keys=()):
    load_state_dict(model, checkpoint.get('state_dict', checkpoint), strict)
    return checkpoint


def load_checkpoint(model, filename, map_location=None, strict=False, logger=None, revise_keys=()):
    return _load_checkpoint_to_model(model, _load_checkpoint(filename, map_location), strict)


def get_state_dict(module, destination=None, prefix='', keep_vars=False):
    return module.state_dict()


def weights_to_cpu(state_dict):
    return state_dict


def save_checkpoint(*arguments, **keywords):
    """Writes nothing."""


def find_latest_checkpoint(path):
    return None


__getattr__ = public(__name__)
