"""Writes what real torch counts of the networks in test/fixtures/recordings: test/fixtures/profileCounts.json.

python test/support/python/make_profiles.py

FlopCounterMode counts 2 for each multiply-accumulate; the file has half of that, of one sample.
"""

import json
import os

import torch
from torch.utils.flop_counter import FlopCounterMode

from make_recordings import HERE, RECORDINGS

OUT = os.path.join(HERE, '..', '..', 'fixtures', 'profileCounts.json')
# Batch norm over one sample of one position has no variance.
BATCH = 2
# Writes in place what its backward pass needs.
UNTRAINED = ('odd',)


def tensors_of(value):
    if isinstance(value, torch.Tensor):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else []
    return [tensor for part in parts for tensor in tensors_of(part)]


def bytes_of(model):
    found = {}
    for each in (*model.parameters(), *model.buffers()):
        dtype = str(each.dtype)[6:]
        found[dtype] = found.get(dtype, 0) + each.numel() * each.element_size()
    return found


def counts_of(make, inputs, device='meta'):
    with torch.device(device):
        model = make()
        given = {name: tensor.to(device) for name, tensor in inputs(BATCH).items()}
        model.train()
        with FlopCounterMode(display=False) as forward:
            outputs = model(*given.values())
        loss = sum(tensor.sum() for tensor in tensors_of(outputs) if tensor.is_floating_point())
        with FlopCounterMode(display=False) as backward:
            loss.backward()
    trained = [each for each in model.parameters() if each.requires_grad]
    return {
        'parameters': sum(each.numel() for each in model.parameters()),
        'trainable': sum(each.numel() for each in trained),
        'buffers': sum(each.numel() for each in model.buffers() if each.is_floating_point()),
        'bytes': bytes_of(model),
        'forward': forward.get_total_flops() / 2 / BATCH,
        'backward': backward.get_total_flops() / 2 / BATCH,
    }


def main():
    found = {}
    for name, (make, inputs, _) in RECORDINGS.items():
        if name in UNTRAINED:
            continue
        try:
            found[name] = counts_of(make, inputs)
        except (NotImplementedError, RuntimeError):
            found[name] = counts_of(make, inputs, 'cpu')
        print(name, found[name])
    with open(OUT, 'w') as file:
        json.dump({'torch': torch.__version__.split('+')[0], 'networks': found}, file, indent=2)
        file.write('\n')


main()
