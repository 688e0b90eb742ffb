"""Classes that the user's extend in the place of those of packages that are not there."""
import sys

from .failures import MissingPackage

MODULE_NAMES = ('Module', 'Model', 'ModelMixin', 'PreTrainedModel')
_BASES = {}


def base_class(name):
    """
    A module where the name says that it is one, a configuration that keeps what it is given, or a class without
    anything. A module of a package that is not there cannot be made as it is, only extended.
    """
    if name not in _BASES:
        last = name.rpartition('.')[2]
        if last.endswith(MODULE_NAMES) and 'torch' in sys.modules:
            _BASES[name] = _module_base(name)
        elif last.endswith(('Config', 'Configuration')):
            _BASES[name] = type(last, (_Configuration,), {})
        else:
            _BASES[name] = _plain_base(name)
    return _BASES[name]


def _plain_base(name):
    """It takes no arguments: a class that hands some on is a part of what is not there."""
    def __init__(self, *arguments, **keywords):
        if arguments or keywords:
            raise MissingPackage(name.partition('.')[0], name)

    return type(name.rpartition('.')[2], (), {'__init__': __init__, '__init_subclass__': classmethod(_takes_any)})


def _takes_any(cls, **keywords):
    return None


class _Configuration:
    """Settings of a model, such as `transformers.PretrainedConfig`: keywords are its attributes."""

    def __init__(self, **keywords):
        self.__dict__.update(keywords)

    __init_subclass__ = classmethod(_takes_any)

    def to_dict(self):
        return dict(self.__dict__)


def _module_base(name):
    nn = sys.modules['torch'].nn

    def __init__(self, *arguments, **keywords):
        nn.Module.__init__(self)
        if type(self) is base:
            raise MissingPackage(name.partition('.')[0], name)
        if name.endswith('PreTrainedModel') and arguments:
            self.config = arguments[0]

    members = dict(_LIGHTNING, __init__=__init__, __init_subclass__=classmethod(_takes_any))
    if name.endswith('PreTrainedModel'):
        members.update(_PRETRAINED)
    base = type(name.rpartition('.')[2], (nn.Module,), members)
    return base


def _save_hyperparameters(self, *names, **keywords):
    """Lightning keeps the constructor's arguments under `hparams`."""
    frame = sys._getframe(1)
    told = {key: value for key, value in frame.f_locals.items() if key not in ('self', '__class__')}
    self.__dict__['hparams'] = Hyperparameters(told)


def _nothing(self, *arguments, **keywords):
    return None


def _head_mask(self, head_mask, num_hidden_layers, *arguments, **keywords):
    """No head is masked."""
    return [None] * num_hidden_layers if head_mask is None else head_mask


def _first_of(name):
    return property(lambda self: getattr(next(self.parameters()), name))


_LIGHTNING = {'save_hyperparameters': _save_hyperparameters, 'log': _nothing, 'log_dict': _nothing}
_PRETRAINED = {'post_init': _nothing, 'init_weights': _nothing, 'tie_weights': _nothing, 'get_head_mask': _head_mask,
               'dtype': _first_of('dtype'), 'device': _first_of('device')}


class Hyperparameters(dict):
    """`hparams.lr` and `hparams['lr']`."""
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
