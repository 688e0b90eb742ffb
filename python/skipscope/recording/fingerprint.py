"""Equal for equal sequences of operations, shapes and edges."""
import hashlib
import json


def fingerprint(nodes):
    """16 hexadecimal digits for the nodes of a recording (as JSON)."""
    told = [[node['op'], [edge(entry) for entry in node['inputs']], [out['shape'] for out in node['outputs']]] for node in nodes]
    return hashlib.sha256(json.dumps(told, separators=(',', ':')).encode()).hexdigest()[:16]


def edge(entry):
    if 'value' in entry:
        return [entry['slot'], *entry['value']]
    return [entry['slot'], 'parameter' if 'parameter' in entry else 'constant']
