"""The graph between the inputs and the outputs of a functional model."""
from .tensor import KerasTensor, mapped, tensors_in


class Graph:
    """`nodes`: the calls that the outputs need, in the order in which they were made."""

    def __init__(self, inputs, outputs):
        self.named_inputs = inputs if isinstance(inputs, dict) else None
        self.output_structure = outputs
        self.inputs = _checked(inputs, 'inputs')
        self.outputs = _checked(outputs, 'outputs')
        self.nodes = self._nodes()
        self.operations = by_depth(self.inputs, self.outputs)

    def _nodes(self):
        found, waiting = {}, [one.node for one in self.outputs + self.inputs]
        ends = {id(one) for one in self.inputs}
        while waiting:
            node = waiting.pop()
            if id(node) in found:
                continue
            found[id(node)] = node
            if node.outputs and all(id(one) in ends for one in node.outputs):
                continue
            waiting += [one.node for one in node.inputs if one.node is not None]
        missing = [node for node in found.values() if not node.inputs and not any(id(one) in ends for one in node.outputs)
                   and type(node.operation).__name__ == 'InputLayer']
        if missing:
            raise ValueError('`inputs` not connected to `outputs`: the outputs need `%s`, which is none of the inputs' % missing[0].operation.name)
        return sorted(found.values(), key=lambda node: node.order)

    def ordered(self, value):
        """The results of a call, in the order of the inputs."""
        if isinstance(value, dict) and self.named_inputs is not None:
            return [tensor for key in self.named_inputs for tensor in tensors_in(value[key])]
        if isinstance(value, dict):
            names = [one.node.operation.name for one in self.inputs]
            return [value[name] for name in names] if all(name in value for name in names) else tensors_in(value)
        return value

    def structured(self, tensors):
        """Outputs of a call as the model gives them: one, a list or a dictionary."""
        left = list(tensors)
        return mapped(self.output_structure, lambda _: left.pop(0))


def _checked(value, what):
    found = tensors_in(value)
    if not found or any(not isinstance(one, KerasTensor) or one.node is None for one in found):
        raise ValueError('All `%s` values must be KerasTensors. Received: %s' % (what, value))
    return found


def by_depth(inputs, outputs):
    """
    The operations in the order of Keras' `model.layers`: those farthest from an output first, and among equals the ones
    that a walk back from the outputs meets first.
    """
    finished, met = _walk(inputs, outputs)
    depths, nodes = {}, {}
    for node in reversed(finished):
        depth = depths[node.operation] = max(nodes.get(id(node), 0), depths.get(node.operation, 0))
        for tensor in _read(node, inputs):
            before = id(tensor.node)
            nodes[before] = max(depth + 1, nodes.get(before, 0))
    return sorted(depths, key=lambda operation: (-depths[operation], met[operation]))


def _read(node, inputs):
    if any(one is start for one in node.outputs for start in inputs):
        return []
    return [one for one in node.inputs if one.node is not None]


def _walk(inputs, outputs):
    """The nodes, each behind those that it reads, and the turn in which each operation was met."""
    finished, seen, met = [], set(), {}
    waiting = [(one.node, False) for one in reversed([*outputs, *inputs])]
    while waiting:
        node, is_left = waiting.pop()
        if is_left:
            finished.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            met.setdefault(node.operation, len(met))
            waiting.append((node, True))
            waiting += [(one.node, False) for one in reversed(_read(node, inputs))]
    return finished, met
