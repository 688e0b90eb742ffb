"""`mmengine.model`."""
import sys

from .._inert import alias, public
from . import base_model, data_preprocessor, weight_init
from .averaged_model import BaseAveragedModel, ExponentialMovingAverage, MomentumAnnealingEMA, StochasticWeightAverage
from .base_model import BaseModel, BaseTTAModel
from .base_module import BaseModule, ModuleDict, ModuleList, Sequential
from .data_preprocessor import BaseDataPreprocessor, ImgDataPreprocessor
from .utils import convert_sync_batchnorm, detect_anomalous_params, merge_dict, revert_sync_batchnorm, stack_batch
from .weight_init import *  # noqa: F401,F403
from .wrappers import MMDistributedDataParallel, MMSeparateDistributedDataParallel, is_model_wrapper

__all__ = ['BaseAveragedModel', 'BaseDataPreprocessor', 'BaseModel', 'BaseModule', 'BaseTTAModel', 'ExponentialMovingAverage', 'ImgDataPreprocessor',
           'MMDistributedDataParallel', 'MMSeparateDistributedDataParallel', 'ModuleDict', 'ModuleList', 'MomentumAnnealingEMA', 'Sequential',
           'StochasticWeightAverage', 'convert_sync_batchnorm', 'detect_anomalous_params', 'is_model_wrapper', 'merge_dict', 'revert_sync_batchnorm',
           'stack_batch', *(name for name in weight_init.__all__ if name != 'trunc_normal_')]
base_model.__path__ = []
alias(__name__ + '.base_model', 'base_model', base_model)
alias(__name__ + '.base_model', 'data_preprocessor', data_preprocessor)
alias(__name__, 'test_time_aug', base_model)
alias(__name__, 'efficient_conv_bn_eval', sys.modules[__name__])
__getattr__ = public(__name__)
