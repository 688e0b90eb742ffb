"""`mmengine.logging`: nothing is written anywhere."""
import logging
import sys

from .._inert import alias
from ..utils.manager import ManagerMixin

__all__ = ['HistoryBuffer', 'MMLogger', 'MessageHub', 'print_log']


class MMLogger(logging.Logger, ManagerMixin):
    def __init__(self, name, logger_name='mmengine', log_file=None, log_level='INFO', *arguments, **keywords):
        logging.Logger.__init__(self, logger_name)
        ManagerMixin.__init__(self, name)
        self.addHandler(logging.NullHandler())

    @classmethod
    def get_current_instance(cls):
        if not cls._instance_dict:
            cls.get_instance('mmengine')
        return super().get_current_instance()

    def callHandlers(self, record):
        return None


def print_log(msg, logger=None, level=logging.INFO):
    """Says nothing."""


class HistoryBuffer:
    """A record of a training: empty before one."""

    def __init__(self, log_history=(), count_history=(), max_length=1000000):
        self._log_history = list(log_history)

    def update(self, log_val, count=1):
        self._log_history.append(log_val)

    def current(self):
        return self._log_history[-1]

    def mean(self, window_size=None):
        told = self._log_history[-(window_size or 0):]
        return sum(told) / len(told)


class MessageHub(ManagerMixin):
    def __init__(self, name, log_scalars=None, runtime_info=None, resumed_keys=None):
        super().__init__(name)
        self.log_scalars, self.runtime_info, self.resumed_keys = dict(log_scalars or {}), dict(runtime_info or {}), dict(resumed_keys or {})

    @classmethod
    def get_current_instance(cls):
        if not cls._instance_dict:
            cls.get_instance('mmengine')
        return super().get_current_instance()

    def update_scalar(self, key, value, count=1, resumed=True):
        self.log_scalars.setdefault(key, HistoryBuffer()).update(value, count)

    def update_scalars(self, log_dict, resumed=True):
        for key, value in log_dict.items():
            self.update_scalar(key, value)

    def update_info(self, key, value, resumed=True):
        self.runtime_info[key] = value

    def update_info_dict(self, info_dict, resumed=True):
        self.runtime_info.update(info_dict)

    def get_info(self, key, default=None):
        return self.runtime_info.get(key, default)

    def get_scalar(self, key):
        return self.log_scalars[key]

    def pop_info(self, key, default=None):
        return self.runtime_info.pop(key, default)


alias(__name__, 'history_buffer logger message_hub', sys.modules[__name__])
