"""
Measure the cost of the taps: processor time of a training step of real torch with every edge measured, then with activations and weights, too, over
that of a plain step on the same model and data, as medians of rounds in which they take turns. Prints one line per model; run it with the Python
to measure. Networks of torchvision are measured if it is there.
"""
import importlib
import json
import statistics
import time

from exampleTrainer import helper, opened, opened_text
from skipscope.interpreter.weights import Weights
import torch

# Network, file of the examples, batch.
MODELS = (('resnet18', 'resnet18.py', 8), ('TransformerEncoder', 'transformer.py', 64), ('GPT', 'gpt.py', 16), ('UNet', 'unet.py', 4))
# Networks of torchvision, as its users train them: extent of the image, batch.
PUBLISHED = (('resnet18', 64, 8), ('densenet121', 128, 4), ('mobilenet_v2', 96, 8), ('swin_t', 224, 2))
ROUNDS = 11


def by_turns(*runs):
    """Processor time of each in each of some rounds, in seconds: a list for each round, in which they take turns."""
    rounds = []
    for _ in range(ROUNDS):
        rounds.append([])
        for run in runs:
            start = time.process_time()
            run()
            rounds[-1].append(time.process_time() - start)
    return rounds


def measured(site, trainer, recording, inputs):
    nodes = recording['nodes']
    plan = {
        'edges': [[number, at] for number, node in enumerate(nodes) for at, one in enumerate(node['inputs']) if 'value' in one],
        'outputs': [], 'forks': [], 'activations': [[number, None] for number in range(len(nodes))]}
    bare = {'edges': plan['edges'], 'outputs': [], 'forks': [], 'activations': []}
    target = torch.zeros(trainer.forward(inputs, bare, False)[0])
    optimizer = torch.optim.SGD(trainer.entry.parameters(), lr=1e-4)

    def plain():
        arguments, keywords, _ = trainer.filled([one.clone() for one in inputs])
        optimizer.zero_grad(set_to_none=True)
        made = trainer.entry(*arguments, **keywords)
        made = made if isinstance(made, torch.Tensor) else made[0]
        torch.nn.functional.mse_loss(made, target.reshape(made.shape)).backward()
        optimizer.step()

    def edges():
        kept, trainer.moved = trainer.moved, Weights([])
        trainer.forward([one.clone() for one in inputs], bare)
        trainer.step([target], False)
        trainer.moved = kept

    def everything():
        trainer.forward([one.clone() for one in inputs], plan)
        trainer.step([target], False)
    plain(), edges(), everything()
    rounds = by_turns(plain, edges, everything)
    ratio = lambda at: round(statistics.median(one[at] / one[0] for one in rounds), 2)
    answer = None
    trainer.forward([one.clone() for one in inputs], plan)
    answer = trainer.step([target], False)['readings']
    needed = [edge for edge in plan['edges'] if not nodes[nodes[edge[0]]['inputs'][edge[1]]['value'][0]]['noGradient']]
    found = sum(('edge', tuple(edge)) in answer for edge in needed)
    helper.prepared.close()
    return {'model': site, 'nodes': len(nodes), 'edges': len(needed), 'measured': found, 'plainMs': round(statistics.median(one[0] for one in rounds) * 1000, 1),
            'edgesRatio': ratio(1), 'everythingRatio': ratio(2)}


def has_torchvision():
    try:
        importlib.import_module('torchvision')
    except (ImportError, RuntimeError):
        return False
    return True


if __name__ == '__main__':
    torch.set_num_threads(1)
    for site, file, batch in MODELS:
        print(json.dumps(measured(site, *opened(file, site, batch))), flush=True)
    if has_torchvision():
        for site, extent, batch in PUBLISHED:
            text = 'import torchvision\n\n\ndef net():\n    return torchvision.models.%s()\n' % site
            found = measured('torchvision ' + site, *opened_text(text, 'net', batch, [(3, extent, extent)]))
            print(json.dumps(found), flush=True)
