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
STEPS = 6
WARMUP = 1
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
    """Milliseconds by leaf module in one tapped step, all of its operations, and a step without taps."""
    trainer.time_forward(inputs, False, False)
    plain = trainer.time_backward([target])
    trainer.time_forward(inputs, True, False)
    told = trainer.time_backward([target])['tapped']
    found = {}
    for phase in ('forward', 'backward'):
        for node, milliseconds in told[phase]:
            path = module_of(recording, node)
            if path in paths:
                found[path] = found.get(path, 0.0) + milliseconds
    whole = told['loss'] + sum(each for phase in ('forward', 'backward', 'update') for _, each in told[phase])
    return found, whole, plain['milliseconds']


def profilers(trainer, inputs, target, paths):
    """Milliseconds by leaf module in one step as torch.profiler has them."""
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
    with profile(activities=[ProfilerActivity.CPU]) as watched:
        trainer.time_forward(inputs, False, False)
        trainer.time_backward([target])
    for handle in handles:
        handle.remove()
    return by_module(watched.events())


def medians(rows, paths):
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
    """The two take their steps in turn, so that what else the machine does falls on both."""
    trainer, recording, inputs, target = warm(file, site, batch)
    paths = leaves(trainer.entry)
    mine, theirs = [], []
    for at in range(WARMUP + STEPS):
        one = ours(trainer, recording, inputs, target, paths)
        other = profilers(trainer, inputs, target, paths)
        if at >= WARMUP:
            mine.append(one)
            theirs.append(other)
    helper.prepared.close()
    told = medians([found for found, _, _ in mine], paths)
    real = medians(theirs, paths)
    covered = statistics.median(whole for _, whole, _ in mine) / statistics.median(plain for _, _, plain in mine)
    return {'model': file, 'covered': round(covered, 3), 'ours': rounded(told), 'profiler': rounded(real),
            'isSame': set(dearest(told)) == set(dearest(real)), **with_itself(theirs, paths, told, real)}


def with_itself(rows, paths, told, real):
    """
    The five of the profiler's even steps are those of its odd ones; the largest part by which a module's time differs between the two;
    and ours are the same five but for modules whose times lie no farther apart than that, as those of equal convolutions do.
    """
    even, odd = medians(rows[::2], paths), medians(rows[1::2], paths)
    spread = max(abs(even[path] - odd[path]) / max(even[path], odd[path]) for path in dearest(real))
    fifth = real[dearest(real)[-1]]
    return {'again': set(dearest(even)) == set(dearest(odd)), 'spread': round(spread, 3),
            'isTied': all(real[path] >= (1 - spread) * fifth for path in dearest(told))}


def rounded(times):
    """The dearest, and the one that just is not among them."""
    return {path: round(times[path], 2) for path in sorted(times, key=times.get, reverse=True)[:TOP + 1]}


if __name__ == '__main__':
    torch.set_num_threads(1)
    for model in MODELS:
        try:
            print(json.dumps(measured(*model)), flush=True)
        except Exception as error:
            print(json.dumps({'model': model[0], 'failed': str(error)[:200]}), flush=True)
            helper.prepared.close()
