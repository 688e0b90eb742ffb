"""A registry: classes and functions by name, with those of its parents, and what a configuration builds from them."""
import contextlib
import importlib
import sys

from ..utils.misc import get_object_from_string, is_seq_of
from .build_functions import build_from_cfg
from .default_scope import DefaultScope


class Registry:
    def __init__(self, name, build_func=None, parent=None, scope=None, locations=()):
        self._name, self._module_dict, self._children = name, {}, {}
        self._locations, self._imported = list(locations), False
        self._scope = self.infer_scope() if scope is None else scope
        self.parent = parent
        if parent is not None:
            parent._add_child(self)
        self.build_func = build_func or (build_from_cfg if parent is None else parent.build_func)

    def __len__(self):
        return len(self._module_dict)

    def __contains__(self, key):
        return self.get(key) is not None

    def __repr__(self):
        return 'Registry(name=%s, items=%s)' % (self._name, sorted(self._module_dict))

    @staticmethod
    def infer_scope():
        """The package of the file that makes a registry."""
        return sys._getframe(2).f_globals.get('__name__', 'mmengine').partition('.')[0]

    @staticmethod
    def split_scope_key(key):
        scope, dot, rest = key.partition('.')
        return (scope, rest) if dot else (None, key)

    name = property(lambda self: self._name)
    scope = property(lambda self: self._scope)
    module_dict = property(lambda self: self._module_dict)
    children = property(lambda self: self._children)

    @property
    def root(self):
        one = self
        while one.parent is not None:
            one = one.parent
        return one

    def _get_root_registry(self):
        return self.root

    def _add_child(self, registry):
        """A package that is imported once more has its new registry, not the one of before."""
        self._children[registry.scope] = registry

    def _search_child(self, scope):
        if self._scope == scope:
            return self
        found = (child._search_child(scope) for child in self._children.values())
        return next((one for one in found if one is not None), None)

    @contextlib.contextmanager
    def switch_scope_and_registry(self, scope):
        """The registry of the default scope, which is `scope` in the meantime; this one where there is none."""
        with DefaultScope.overwrite_default_scope(scope):
            current = DefaultScope.get_current_instance()
            found = None
            if current is not None:
                import_registry(current.scope_name)
                found = self.root._search_child(current.scope_name)
            yield self if found is None else found

    def import_from_location(self):
        """Import the modules that register here, once."""
        if not self._imported:
            for location in self._locations:
                importlib.import_module(location)
            self._imported = True

    def get(self, key):
        if not isinstance(key, str):
            raise TypeError('A registry is asked by a name, not by %s' % type(key))
        scope, name = self.split_scope_key(key)
        self.import_from_location()
        if scope is None or scope == self._scope:
            found = self._inherited(name) if scope is None else self._module_dict.get(name)
        else:
            found = self._of_scope(scope, key, name)
        return get_object_from_string(key) if found is None else found

    def _inherited(self, name):
        """Layers of torch come in with `mmcv.cnn`, which a program has imported by then."""
        one = self
        while one is not None:
            if name not in one._module_dict:
                one.import_from_location()
            if name in one._module_dict:
                return one._module_dict[name]
            one = one.parent
        return None

    def _of_scope(self, scope, key, name):
        import_registry(scope)
        if scope in self._children:
            return self._children[scope].get(name)
        root = self.root
        return root.get(key) if root is not self and (scope == root._scope or scope in root._children) else None

    def build(self, cfg, *args, **kwargs):
        return self.build_func(cfg, *args, **kwargs, registry=self)

    def _register_module(self, module, module_name=None, force=False):
        if not callable(module):
            raise TypeError('A registered module can be called; %s cannot' % type(module))
        names = getattr(module, '__name__', repr(module)) if module_name is None else module_name
        for name in [names] if isinstance(names, str) else names:
            known = self._module_dict.get(name)
            if known is not None and not force and place_of(known) != place_of(module):
                raise KeyError('%s is already registered in %s at %s' % (name, self._name, place_of(known)[0]))
            self._module_dict[name] = module

    def register_module(self, name=None, force=False, module=None):
        """A decorator, or a call with the module."""
        if not isinstance(force, bool):
            raise TypeError('force is True or False, not %s' % type(force))
        if not (name is None or isinstance(name, str) or is_seq_of(name, str)):
            raise TypeError('The name of a module is None, a string or several, not %s' % type(name))
        if module is not None:
            self._register_module(module, name, force)
            return module

        def register(made):
            self._register_module(made, name, force)
            return made
        return register


def place_of(module):
    """A definition that is run once more has the same."""
    return getattr(module, '__module__', ''), getattr(module, '__qualname__', '')


def import_registry(scope):
    try:
        importlib.import_module(scope + '.registry')
    except (ImportError, AttributeError):
        pass
