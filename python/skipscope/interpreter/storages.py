"""The other readers and views of a value, as a recording tells them."""
from collections import Counter

from .views import VIEWS


def read_once(recording):
    """The edges, as (node, position), whose value nothing else reads: ∂L/∂value is that of the edge."""
    readers = Counter(tuple(output['value']) for output in recording['outputs'])
    edges = {}
    for number, node in enumerate(recording['nodes']):
        for at, operand in enumerate(node['inputs']):
            if 'value' in operand:
                edges[number, at] = tuple(operand['value'])
                readers[edges[number, at]] += 1
    return frozenset(edge for edge, value in edges.items() if readers[value] == 1)


def follows_writes(recording):
    """Some value is written in place that has views, or is one."""
    owners = Owners()
    viewed, written = [], []
    for number, node in enumerate(recording['nodes']):
        first = node['inputs'][0].get('value') if node['inputs'] else None
        if not (node['op'] in VIEWS or node['inPlace']):
            continue
        for at in range(len(node['outputs'])):
            key = (number, at) if first is None else owners.joined((number, at), tuple(first))
            (written if node['inPlace'] else viewed).append(key)
    return bool({owners.find(one) for one in viewed} & {owners.find(one) for one in written})


class Owners:
    """Values that share their entries, as a union of sets."""

    def __init__(self):
        self.above = {}

    def find(self, value):
        while value in self.above:
            value = self.above[value]
        return value

    def joined(self, one, other):
        one, other = self.find(one), self.find(other)
        if one != other:
            self.above[one] = other
        return other
