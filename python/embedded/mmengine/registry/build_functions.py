"""A configuration's `type` and arguments to an object."""
import inspect

from ..config import Config
from ..utils.manager import ManagerMixin


def build_from_cfg(cfg, registry, default_args=None):
    if not isinstance(cfg, (dict, Config)):
        raise TypeError('cfg should be a dict, ConfigDict or Config, but got %s' % type(cfg))
    if 'type' not in cfg and 'type' not in (default_args or ()):
        raise KeyError('Neither the configuration nor its defaults have a "type": %s, %s' % (cfg, default_args))
    arguments = cfg.copy()
    for name, value in (default_args or {}).items():
        arguments.setdefault(name, value)
    scope = arguments.pop('_scope_', None)
    with registry.switch_scope_and_registry(scope) as found:
        made = class_of(arguments.pop('type'), found)
        if inspect.isclass(made) and issubclass(made, ManagerMixin):
            return made.get_instance(**arguments)
        return made(**arguments)


def class_of(kind, registry):
    """The class or function that a type stands for."""
    if isinstance(kind, str):
        found = registry.get(kind)
        if found is None:
            raise KeyError('%s is not in the %s::%s registry' % (kind, registry.scope, registry.name))
        return found
    if callable(kind):
        return kind
    raise TypeError('type must be a str or valid type, but got %s' % type(kind))


def build_model_from_cfg(cfg, registry, default_args=None):
    """A list of configurations is a sequence of modules."""
    if isinstance(cfg, list):
        from ..model.base_module import Sequential
        return Sequential(*[build_from_cfg(one, registry, default_args) for one in cfg])
    return build_from_cfg(cfg, registry, default_args)
