"""
Measure the cost of the taps: processor time of a training step of real torch with every edge, activation and weight measured, over that of a
plain step on the same model and data; then with the edges alone. Prints one line per model; run it with the Python to measure. Networks of
torchvision are measured if it is there.
"""
import importlib.util
import json
import time

from exampleTrainer import helper, opened, opened_text
import torch

# Network, file of the examples, batch.
MODELS = (('resnet18', 'resnet18.py', 8), ('TransformerEncoder', 'transformer.py', 64), ('GPT', 'gpt.py', 16), ('UNet', 'unet.py', 4))
# Networks of torchvision, as its users train them: extent of the image, batch.
PUBLISHED = (('resnet18', 64, 8), ('resnet50', 128, 8), ('densenet121', 128, 4), ('mobilenet_v2', 96, 8), ('vit_b_16', 224, 1), ('swin_t', 224, 2))
ROUNDS = 5


def timed(run, count=ROUNDS):
    """The least processor time of some runs, in seconds."""
    least = float('inf')
    for _ in range(count):
        start = time.process_time()
        run()
        least = min(least, time.process_time() - start)
    return least


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
        kept, trainer.weights = trainer.weights, []
        trainer.forward([one.clone() for one in inputs], bare)
        trainer.step([target], False)
        trainer.weights = kept

    def everything():
        trainer.forward([one.clone() for one in inputs], plan)
        trainer.step([target], False)
    plain(), edges(), everything()
    times = [timed(run) for run in (plain, edges, everything)]
    answer = None
    trainer.forward([one.clone() for one in inputs], plan)
    answer = trainer.step([target], False)['readings']
    needed = [edge for edge in plan['edges'] if not nodes[nodes[edge[0]]['inputs'][edge[1]]['value'][0]]['noGradient']]
    found = sum(('edge', tuple(edge)) in answer for edge in needed)
    helper.prepared.close()
    return {'model': site, 'nodes': len(nodes), 'edges': len(needed), 'measured': found, 'plainMs': round(times[0] * 1000, 1),
            'edgesRatio': round(times[1] / times[0], 2), 'everythingRatio': round(times[2] / times[0], 2)}


if __name__ == '__main__':
    torch.set_num_threads(1)
    for site, file, batch in MODELS:
        print(json.dumps(measured(site, *opened(file, site, batch))), flush=True)
    if importlib.util.find_spec('torchvision'):
        for site, extent, batch in PUBLISHED:
            text = 'import torchvision\n\n\ndef net():\n    return torchvision.models.%s()\n' % site
            found = measured('torchvision ' + site, *opened_text(text, 'net', batch, [(3, extent, extent)]))
            print(json.dumps(found), flush=True)
