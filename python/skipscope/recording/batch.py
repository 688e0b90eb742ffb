"""Extents that scale with the batch, from two recordings of one definition with different batches."""


def with_free_batch(first, second, batches):
    """
    `first`, with None for every extent of a shape that grows as the batch does, and for every attribute that does; None where
    the two differ in more than that: the graph then depends on the batch. `batches` are the two sizes, such as (2, 3).
    """
    if len(first['nodes']) != len(second['nodes']):
        return None
    nodes = []
    for a, b in zip(first['nodes'], second['nodes']):
        if a['op'] != b['op'] or len(a['outputs']) != len(b['outputs']) or edges(a) != edges(b):
            return None
        outputs = [merged_output(x, y, batches) for x, y in zip(a['outputs'], b['outputs'])]
        if None in outputs:
            return None
        nodes.append({**a, 'outputs': outputs, 'attributes': merged(a['attributes'], b['attributes'], batches)})
    return {**first, 'nodes': nodes}


def edges(node):
    return [(entry['slot'], entry.get('value'), entry.get('parameter')) for entry in node['inputs']]


def merged_output(a, b, batches):
    if len(a['shape']) != len(b['shape']) or a['dtype'] != b['dtype']:
        return None
    shape = [merged(x, y, batches) for x, y in zip(a['shape'], b['shape'])]
    return {**a, 'shape': shape}


def scales(a, b, batches):
    whole = all(isinstance(value, int) and not isinstance(value, bool) for value in (a, b))
    return whole and a * batches[1] == b * batches[0]


def merged(a, b, batches):
    """One value of two: None if it scales."""
    if isinstance(a, dict) and isinstance(b, dict):
        return {key: merged(value, b.get(key), batches) for key, value in a.items()}
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [merged(x, y, batches) for x, y in zip(a, b)]
    return None if a != b and scales(a, b, batches) else a
