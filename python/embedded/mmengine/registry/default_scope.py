"""The package in whose registries a name is looked up first."""
import contextlib

from ..utils.manager import ManagerMixin


class DefaultScope(ManagerMixin):
    def __init__(self, name, scope_name):
        super().__init__(name)
        self._scope_name = scope_name

    @property
    def scope_name(self):
        return self._scope_name

    @classmethod
    def get_current_instance(cls):
        return super().get_current_instance() if cls._instance_dict else None

    @classmethod
    @contextlib.contextmanager
    def overwrite_default_scope(cls, scope_name):
        if scope_name is None:
            yield
            return
        before = dict(cls._instance_dict)
        cls.get_instance('overwrite-%d' % len(before), scope_name=scope_name)
        try:
            yield
        finally:
            cls._instance_dict = before


def init_default_scope(scope):
    current = DefaultScope.get_current_instance()
    if current is None or current.scope_name != scope:
        DefaultScope._instance_dict.pop(scope, None)
        DefaultScope.get_instance(scope, scope_name=scope)
