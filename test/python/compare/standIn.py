"""Records the models on the stand-in: one JSON object a line."""
import json
import sys
import time


def record(make, shape, positions):
    import torch
    from skipscope.recording.builder import Builder
    model = make()
    built = time.perf_counter()
    builder, given = Builder(positions), torch.randn(shape)
    with builder:
        builder.start(model)
        builder.returned(model(builder.input('x', given)))
    recording = builder.finish('model', {'route': 'embedded'})
    return recording, built


def main(torchvision_folder, models_folder, only):
    import torchvision
    from skipscope.recording import current
    from skipscope.recording.positions import Positions
    torchvision.mount(torchvision_folder)
    from catalogue import all_models
    for key, make, shape in all_models(models_folder, only):
        current.making = Positions(models_folder or torchvision_folder)
        start = time.perf_counter()
        try:
            recording, built = record(make, shape, current.making)
        except Exception as error:
            print(json.dumps({'key': key, 'error': '%s: %s' % (type(error).__name__, error)}))
            continue
        took = [round(1000 * (built - start), 1), round(1000 * (time.perf_counter() - built), 1)]
        nodes = recording['nodes']
        print(json.dumps({
            'key': key, 'took': took,
            'parameters': sorted([p['name'], p['shape'], p['isBuffer']] for p in recording['parameters']),
            'outputs': [nodes[out['value'][0]]['outputs'][out['value'][1]]['shape'] for out in recording['outputs']],
            'nodes': [[node['op'], [out['shape'] for out in node['outputs']], node['attributes'], [sorted(i)[0] for i in node['inputs']]]
                      for node in nodes if node['op'] != 'input']}), flush=True)


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2] or None, sys.argv[3:])
