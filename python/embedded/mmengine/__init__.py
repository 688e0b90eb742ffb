"""A stand-in for mmengine 0.10.7: its registries, modules, configurations and data elements; hooks, data sets and runners are inert."""
import importlib

from . import _inert
from .config import Config, ConfigDict, DictAction, read_base
from .fileio import *  # noqa: F401,F403
from .logging import HistoryBuffer, MessageHub, MMLogger, print_log
from .registry import *  # noqa: F401,F403
from .utils import *  # noqa: F401,F403

__version__ = '0.10.7'
version_info = (0, 10, 7)
PARTS = ('device', 'dist', 'model', 'runner', 'structures')
__all__ = ['Config', 'ConfigDict', 'DictAction', 'HistoryBuffer', 'MMLogger', 'MessageHub', 'print_log', 'read_base']

_inert.install(__name__, '_strategy analysis dataset dataset.base_dataset dataset.dataset_wrapper dataset.sampler dataset.utils evaluator '
               'evaluator.evaluator evaluator.metric hooks hooks.checkpoint_hook hooks.ema_hook hooks.hook hooks.logger_hook hub infer infer.infer optim '
               'optim.optimizer optim.optimizer.amp_optimizer_wrapper optim.optimizer.builder optim.optimizer.default_constructor '
               'optim.optimizer.optimizer_wrapper optim.optimizer.optimizer_wrapper_dict optim.scheduler optim.scheduler.lr_scheduler '
               'optim.scheduler.momentum_scheduler optim.scheduler.param_scheduler testing visualization visualization.utils '
               'visualization.vis_backend visualization.visualizer')


def __getattr__(name):
    if name in PARTS:
        return importlib.import_module('%s.%s' % (__name__, name))
    raise AttributeError("module 'mmengine' has no attribute '%s'" % name)
