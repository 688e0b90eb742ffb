"""`mmengine.registry`: the registries that those of all other packages have as root."""
import sys

from .._inert import alias
from .build_functions import build_from_cfg, build_model_from_cfg
from .default_scope import DefaultScope, init_default_scope
from .registry import Registry

MODELS = Registry('model', build_model_from_cfg, locations=['mmengine.model', 'mmcv.cnn', 'mmcv.cnn.bricks.transformer'])
NAMES = {
    'RUNNERS': 'runner', 'RUNNER_CONSTRUCTORS': 'runner constructor', 'LOOPS': 'loop', 'HOOKS': 'hook', 'STRATEGIES': 'strategy', 'DATASETS': 'dataset',
    'DATA_SAMPLERS': 'data sampler', 'TRANSFORMS': 'transform', 'MODEL_WRAPPERS': 'model_wrapper', 'WEIGHT_INITIALIZERS': 'weight initializer',
    'OPTIMIZERS': 'optimizer', 'OPTIM_WRAPPERS': 'optim_wrapper', 'OPTIM_WRAPPER_CONSTRUCTORS': 'optimizer wrapper constructor',
    'PARAM_SCHEDULERS': 'parameter scheduler', 'METRICS': 'metric', 'EVALUATOR': 'evaluator', 'TASK_UTILS': 'task util', 'VISUALIZERS': 'visualizer',
    'VISBACKENDS': 'vis_backend', 'LOG_PROCESSORS': 'log_processor', 'INFERENCERS': 'inferencer', 'FUNCTIONS': 'function'}
for _name, _title in NAMES.items():
    globals()[_name] = Registry(_title)
build_runner_from_cfg = build_scheduler_from_cfg = build_from_cfg
__all__ = ['DefaultScope', 'MODELS', 'Registry', 'build_from_cfg', 'build_model_from_cfg', 'build_runner_from_cfg', 'build_scheduler_from_cfg',
           'count_registered_modules', 'init_default_scope', 'traverse_registry_tree', *NAMES]


def traverse_registry_tree(registry, verbose=True):
    """The number of modules of every registry below the root of this one."""
    told, left = [], [registry.root]
    while left:
        one = left.pop(0)
        told.append({'num_modules': len(one), 'scope': one.scope})
        left = list(one.children.values()) + left
    return told


def count_registered_modules(save_path=None, verbose=True):
    return {'registries': {name: traverse_registry_tree(globals()[name], verbose) for name in ('MODELS', *NAMES)}}


alias(__name__, 'root utils', sys.modules[__name__])
