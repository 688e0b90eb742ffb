"""`mmengine.dist`: a process of its own, as without distribution."""
import sys

from ._inert import alias

__all__ = ['all_gather', 'all_gather_object', 'all_reduce', 'all_reduce_dict', 'all_reduce_params', 'barrier', 'broadcast', 'broadcast_object_list',
           'cast_data_device', 'collect_results', 'collect_results_cpu', 'collect_results_gpu', 'gather', 'gather_object', 'get_backend',
           'get_comm_device', 'get_data_device', 'get_default_group', 'get_dist_info', 'get_local_group', 'get_local_rank', 'get_local_size',
           'get_rank', 'get_world_size', 'infer_launcher', 'init_dist', 'init_local_group', 'is_distributed', 'is_main_process', 'master_only',
           'sync_random_seed']


def get_rank(group=None):
    return 0


def get_world_size(group=None):
    return 1


def get_dist_info(group=None):
    return 0, 1


def is_distributed():
    return False


def is_main_process(group=None):
    return True


def nothing(*arguments, **keywords):
    return None


all_reduce = all_reduce_dict = all_reduce_params = broadcast = broadcast_object_list = barrier = init_dist = init_local_group = nothing
get_backend = get_default_group = get_local_group = nothing
get_local_rank, get_local_size = get_rank, get_world_size


def all_gather(data, group=None):
    return [data]


all_gather_object = all_gather


def gather(data, dst=0, group=None):
    return [data]


gather_object = gather


def collect_results(results, size, device='cpu', tmpdir=None):
    return results[:size]


collect_results_cpu = collect_results_gpu = collect_results


def cast_data_device(data, device, out=None):
    return data


def get_data_device(data):
    import torch
    return torch.device('cpu')


def get_comm_device(group=None):
    return get_data_device(None)


def infer_launcher():
    return 'none'


def sync_random_seed(group=None):
    return 0


def master_only(func):
    return func


alias(__name__, 'dist utils', sys.modules[__name__])
