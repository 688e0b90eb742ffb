"""`mmengine.model`."""
import sys

from .._inert import alias, public
from . import averaged_model, base_model, base_module, data_preprocessor, utils, weight_init, wrappers
from .averaged_model import BaseAveragedModel, ExponentialMovingAverage, MomentumAnnealingEMA, StochasticWeightAverage
from .base_model import BaseModel, BaseTTAModel
from .base_module import BaseModule, ModuleDict, ModuleList, Sequential
from .data_preprocessor import BaseDataPreprocessor, ImgDataPreprocessor
from .utils import convert_sync_batchnorm, detect_anomalous_params, merge_dict, revert_sync_batchnorm, stack_batch
from .weight_init import (BaseInit, Caffe2XavierInit, ConstantInit, KaimingInit, NormalInit, PretrainedInit, TruncNormalInit, UniformInit,
                          XavierInit, bias_init_with_prob, caffe2_xavier_init, constant_init, initialize, kaiming_init, normal_init,
                          trunc_normal_init, uniform_init, update_init_info, xavier_init)
from .wrappers import MMDistributedDataParallel, MMSeparateDistributedDataParallel, is_model_wrapper

__all__ = ['BaseAveragedModel', 'BaseDataPreprocessor', 'BaseInit', 'BaseModel', 'BaseModule', 'BaseTTAModel', 'Caffe2XavierInit', 'ConstantInit',
           'ExponentialMovingAverage', 'ImgDataPreprocessor', 'KaimingInit', 'MMDistributedDataParallel', 'MMSeparateDistributedDataParallel',
           'ModuleDict', 'ModuleList', 'MomentumAnnealingEMA', 'NormalInit', 'PretrainedInit', 'Sequential', 'StochasticWeightAverage',
           'TruncNormalInit', 'UniformInit', 'XavierInit', 'averaged_model', 'base_model', 'base_module', 'bias_init_with_prob', 'caffe2_xavier_init',
           'constant_init', 'convert_sync_batchnorm', 'data_preprocessor', 'detect_anomalous_params', 'initialize', 'is_model_wrapper', 'kaiming_init',
           'merge_dict', 'normal_init', 'revert_sync_batchnorm', 'stack_batch', 'trunc_normal_init', 'uniform_init', 'update_init_info', 'utils',
           'weight_init', 'wrappers', 'xavier_init']
base_model.__path__ = []
alias(__name__ + '.base_model', 'base_model', base_model)
alias(__name__ + '.base_model', 'data_preprocessor', data_preprocessor)
alias(__name__, 'test_time_aug', base_model)
alias(__name__, 'efficient_conv_bn_eval', sys.modules[__name__])
__getattr__ = public(__name__)
