"""Differences between the versions of torch, from 1.13 on. Torch itself is asked, rather than its number, where it can tell."""
import functools

import torch
from torch.overrides import TorchFunctionMode, handle_torch_function, has_torch_function_unary

NUMBER = tuple(int(part) for part in str(torch.__version__).split('.')[:2])
# Torch before 2.0 makes nothing on a device but where every call names it.
HAS_DEVICES_IN_PLACE = hasattr(torch.device('meta'), '__enter__')
# Since torch 2.0 functions of autograd take hooks before they run.
TIMES_BACKWARD = hasattr(getattr(torch.autograd.graph, 'Node', None), 'register_prehook')
# 2.4 does not, and no version between was tried.
MIXES_HOOKS = NUMBER < (2, 4)


class Seen(TorchFunctionMode):
    """Remembers that a call came by."""
    any = False

    def __torch_function__(self, func, types, args=(), kwargs=None):
        self.any = True
        return func(*args, **(kwargs or {}))


def show_indices():
    """Indices of most kinds pass by the modes of torch before 2.1; once for a process."""
    tensor, seen = torch.zeros(1), Seen()
    with seen:
        tensor[0]
    if not seen.any:
        for name in ('__getitem__', '__setitem__'):
            setattr(torch.Tensor, name, shown(getattr(torch.Tensor, name)))


def shown(method):
    """The same method, for the modes first."""
    @functools.wraps(method)
    def call(tensor, *rest):
        return handle_torch_function(call, (tensor,), tensor, *rest) if has_torch_function_unary(tensor) else method(tensor, *rest)
    return call


def listen(tensor, hook):
    """A hook on what a tensor holds now: torch 2.0 and before adds it to those on what it held before it was written in place."""
    if MIXES_HOOKS and tensor.grad_fn is not None:
        tensor._backward_hooks = None
    tensor.register_hook(hook)


def storage(tensor):
    """Its entries in memory; torch before 2.0 knows no storage without a type."""
    return tensor.untyped_storage() if hasattr(tensor, 'untyped_storage') else tensor.storage()


def began(event):
    """The time at which an event of torch's profiler began, in its own unit."""
    return event.start_ns() if hasattr(event, 'start_ns') else event.start_us()
