"""`mmengine.device`: there is the CPU."""
import sys

from .._inert import alias

__all__ = ['get_device', 'get_max_cuda_memory', 'get_max_musa_memory', 'is_cuda_available', 'is_dipu_available', 'is_mlu_available',
           'is_mps_available', 'is_musa_available', 'is_npu_available', 'is_npu_support_full_precision']


def get_device():
    return 'cpu'


def is_cuda_available():
    return False


is_dipu_available = is_mlu_available = is_mps_available = is_musa_available = is_npu_available = is_npu_support_full_precision = is_cuda_available


def get_max_cuda_memory(device=None):
    return 0


get_max_musa_memory = get_max_cuda_memory
alias(__name__, 'utils', sys.modules[__name__])
