"""
The five dearest modules of networks by SkipScope's times of real torch, beside those by torch.profiler on the same model, data and machine; and the sum of
all operations over a step without taps. Prints one line per model; run it with the Python to measure.
"""
import json
import statistics

from exampleTrainer import helper, opened
import torch
from torch.profiler import ProfilerActivity, profile, record_function

# File of the examples, network, batch.
MODELS = (('resnet18.py', 'resnet18', 8), ('densenet.py', 'DenseNet', 8), ('unet.py', 'UNet', 2), ('mobilenetv2.py', 'MobileNetV2', 8), ('inception.py', 'InceptionNet', 8),
          ('convnext.py', 'ConvNeXt', 8), ('highway.py', 'HighwayNetwork', 64), ('lstm.py', 'LSTMClassifier', 16), ('transformer.py', 'TransformerEncoder', 32), ('gpt.py', 'GPT', 8))
STEPS = 7
WARMUP = 2
TOP = 5
PREFIX = 'module:'


def warm(file, site, batch):
    """(trainer, recording, inputs, target) after a first step."""
    trainer, recording, inputs = opened(file, site, batch)
    target = torch.zeros(trainer.time_forward(inputs, False, False)[0])
    trainer.time_backward([target])
    return trainer, recording, inputs, target


def leaves(model):
    return {path: module for path, module in model.named_modules() if path and not list(module.children())}


def module_of(recording, node):
    """The path of the module that an operation ran in."""
    call = recording['nodes'][node]['call']
    return None if call is None else recording['calls'][call]['module']


def ours(trainer, recording, inputs, target, paths):
    """Median milliseconds by leaf module, and the sum of all operations over a step without taps."""
    rows, whole, sums = [], [], []
    for at in range(WARMUP + STEPS):
        trainer.time_forward(inputs, False, False)
        plain = trainer.time_backward([target])
        trainer.time_forward(inputs, True, False)
        told = trainer.time_backward([target])['tapped']
        if at < WARMUP:
            continue
        found = {}
        for phase in ('forward', 'backward'):
            for node, milliseconds in told[phase]:
                path = module_of(recording, node)
                if path in paths:
                    found[path] = found.get(path, 0.0) + milliseconds
        rows.append(found)
        whole.append(plain['milliseconds'])
        sums.append(told['loss'] + sum(each for phase in ('forward', 'backward', 'update') for _, each in told[phase]))
    medians = {path: statistics.median(row.get(path, 0.0) for row in rows) for path in paths}
    return medians, statistics.median(sums) / statistics.median(whole)


def profilers(trainer, inputs, target, paths):
    """Median milliseconds by leaf module as torch.profiler has them."""
    open_ranges, handles = [], []

    def before(path):
        def enter(module, given):
            open_ranges.append(record_function(PREFIX + path))
            open_ranges[-1].__enter__()
        return enter

    def after(module, given, made):
        open_ranges.pop().__exit__(None, None, None)
    for path, module in paths.items():
        handles += [module.register_forward_pre_hook(before(path)), module.register_forward_hook(after)]
    rows = []
    for at in range(WARMUP + STEPS):
        with profile(activities=[ProfilerActivity.CPU]) as watched:
            trainer.time_forward(inputs, False, False)
            trainer.time_backward([target])
        if at >= WARMUP:
            rows.append(by_module(watched.events()))
    for handle in handles:
        handle.remove()
    return {path: statistics.median(row.get(path, 0.0) for row in rows) for path in paths}


def by_module(events):
    owner, found = {}, {}

    def below(event, path):
        for child in event.cpu_children:
            if child.sequence_nr >= 0:
                owner[child.sequence_nr] = path
            below(child, path)
    for event in events:
        if event.name.startswith(PREFIX):
            path = event.name[len(PREFIX):]
            found[path] = found.get(path, 0.0) + event.cpu_time_total / 1000
            below(event, path)
    for event in events:
        if event.name.startswith('autograd::engine::evaluate_function') and event.sequence_nr in owner:
            path = owner[event.sequence_nr]
            found[path] = found.get(path, 0.0) + event.cpu_time_total / 1000
    return found


def dearest(times):
    return sorted(times, key=times.get, reverse=True)[:TOP]


def measured(file, site, batch):
    trainer, recording, inputs, target = warm(file, site, batch)
    paths = leaves(trainer.entry)
    mine, covered = ours(trainer, recording, inputs, target, paths)
    theirs = profilers(trainer, inputs, target, paths)
    helper.prepared.close()
    return {'model': file, 'covered': round(covered, 3), 'ours': dearest(mine), 'profiler': dearest(theirs),
            'isSame': set(dearest(mine)) == set(dearest(theirs))}


if __name__ == '__main__':
    torch.set_num_threads(1)
    for model in MODELS:
        try:
            print(json.dumps(measured(*model)), flush=True)
        except Exception as error:
            print(json.dumps({'model': model[0], 'failed': str(error)[:200]}), flush=True)
            helper.prepared.close()
