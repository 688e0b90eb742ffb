"""Two recordings of one model with two batches: what grows with the batch has no extent of its own."""
from ..recording.fingerprint import fingerprint


def merged(first, second):
    """`first` with `null` for every extent, and every number of an attribute, that differs in `second`."""
    ours, theirs = first['nodes'], second['nodes']
    if [node['op'] for node in ours] != [node['op'] for node in theirs]:
        return first
    nodes = [_node(one, other) for one, other in zip(ours, theirs)]
    return dict(first, nodes=nodes, fingerprint=fingerprint(nodes))


def _node(one, other):
    outputs = [dict(output, shape=_differing(output['shape'], again['shape'])) for output, again in zip(one['outputs'], other['outputs'])]
    return dict(one, outputs=outputs, attributes=_differing(one['attributes'], other['attributes']))


def _differing(one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        return {name: _differing(value, other.get(name)) for name, value in one.items()}
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [_differing(value, again) for value, again in zip(one, other)]
    if isinstance(one, int) and isinstance(other, int) and not isinstance(one, bool) and one != other:
        return None
    return one
