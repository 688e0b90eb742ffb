"""
Times of one training step, operation by operation: around each call of torch, and around each function of autograd that the
call has left behind. What happens between two of them belongs to nobody.
"""
from time import perf_counter

import torch

from .versions import began, storage

Quiet = torch._C.DisableTorchFunction
LOSS = -1
MILLISECONDS = 1000.0


def waiter(device):
    """Waits until what was asked of the device is done; the processor has done it when a call returns."""
    return torch.cuda.synchronize if torch.device(device).type == 'cuda' else lambda: None


class TimingTaps:
    """Stands where the taps of a measured step stand, and takes times instead of gradients."""
    is_measured = False

    def __init__(self, device):
        self.wait = waiter(device)
        self.forward, self.backward = {}, {}
        self.last = self.started = 0.0
        self.seen = set()

    def enter(self, op, bound, operands, target):
        return None

    def run(self, func, args, kwargs):
        self.wait()
        started = perf_counter()
        result = func(*args, **kwargs)
        self.wait()
        self.last = perf_counter() - started
        return result

    def leave(self, number, outs):
        self.forward[number] = self.forward.get(number, 0.0) + self.last
        with Quiet():
            for out in outs:
                self.watch(number, out.grad_fn)

    def watch(self, number, function):
        """All functions behind this one that no earlier operation has left."""
        waiting = [function]
        while waiting:
            each = waiting.pop()
            if each is None or each in self.seen or type(each).__name__ == 'AccumulateGrad':
                continue
            self.seen.add(each)
            each.register_prehook(self.begin)
            each.register_hook(lambda given, got, number=number: self.end(number))
            waiting += [next_one for next_one, _ in each.next_functions]

    def begin(self, gradients):
        self.wait()
        self.started = perf_counter()

    def end(self, number):
        self.wait()
        self.backward[number] = self.backward.get(number, 0.0) + perf_counter() - self.started

    def close(self):
        self.seen.clear()


def timed_updates(optimizer, tensors, wait):
    """One step of the optimizer, weight by weight: seconds of each, less those of a step without any weight."""
    kept = [(at, tensor, tensor.grad) for at, tensor in tensors]
    for _, tensor, _ in kept:
        tensor.grad = None
    optimizer.step()
    started = perf_counter()
    optimizer.step()
    empty = perf_counter() - started
    spent = {}
    for at, tensor, gradient in kept:
        tensor.grad = gradient
        wait()
        started = perf_counter()
        optimizer.step()
        wait()
        spent[at] = max(0.0, perf_counter() - started - empty)
        tensor.grad = None
    for _, tensor, gradient in kept:
        tensor.grad = gradient
    return spent


def bytes_of(tensors):
    """Of different storages."""
    return sum({one.data_ptr(): one.nbytes() for one in map(storage, tensors)}.values())


def tensors_in(value):
    if isinstance(value, torch.Tensor):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [tensor for part in parts for tensor in tensors_in(part)]


def optimizer_bytes(optimizer):
    """Of what it keeps from step to step; single numbers are left out."""
    return bytes_of([tensor for state in optimizer.state.values() for tensor in tensors_in(state) if tensor.dim() > 0])


class Peak:
    """The most bytes that torch's allocators gave out at once during a step, beside those that were given out before it."""

    def __init__(self, device):
        self.is_cuda = torch.device(device).type == 'cuda'
        self.profiler = None

    def start(self):
        if self.is_cuda:
            torch.cuda.synchronize()
            torch.cuda.reset_peak_memory_stats()
            self.before = torch.cuda.memory_allocated()
            return
        try:
            self.profiler = torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU], profile_memory=True)
            self.profiler.start()
        except Exception:
            self.profiler = None

    def stop(self):
        """None where torch's profiler does not run."""
        if self.is_cuda:
            torch.cuda.synchronize()
            return torch.cuda.max_memory_allocated() - self.before
        if self.profiler is None:
            return None
        self.profiler.stop()
        events = [event for event in self.profiler.profiler.kineto_results.events() if event.name() == '[memory]']
        events.sort(key=began)
        alive = most = 0
        for event in events:
            alive += event.nbytes()
            most = max(most, alive)
        return most


def roof(device):
    """MACs and bytes for each second: a product of square matrices, and a copy. The fastest of a few."""
    wait = waiter(device)
    with torch.no_grad(), Quiet():
        side, length = 512, 1 << 22
        matrix = torch.ones(side, side, device=device)
        source = torch.ones(length, device=device)
        target = torch.empty_like(source)
        product = fastest(lambda: matrix @ matrix, wait)
        copy = fastest(lambda: target.copy_(source), wait)
    return {'macsPerSecond': side ** 3 / product, 'bytesPerSecond': 2 * 4 * length / copy}


def fastest(run, wait, times=4):
    best = float('inf')
    for _ in range(times):
        wait()
        started = perf_counter()
        run()
        wait()
        best = min(best, perf_counter() - started)
    return best
