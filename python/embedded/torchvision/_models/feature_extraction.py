"""Outputs from inside a model: its own forward pass runs up to the last that is wanted."""
import re
from collections import OrderedDict

from skipscope.recording.errors import UnknownOperation
from torch import nn


class _Gathered(Exception):
    """Every wanted output is there."""


class FeatureExtractor(nn.Module):
    """The parts of a model up to the last that is wanted, under its own names; auxiliary heads only where they are wanted: {name: output}."""

    def __init__(self, model, train_nodes, eval_nodes):
        super().__init__()
        self.__dict__['_source'] = model
        self.train_return_nodes, self.eval_return_nodes = train_nodes, eval_nodes
        paths = [name_of(model, node)[0] for node in (*train_nodes, *eval_nodes)]
        self.__dict__['_left'] = keep(self, model, paths)
        self.__dict__['_idle'] = [name for name in getattr(model, 'auxiliary_heads', ()) if name not in {path.partition('.')[0] for path in paths}]
        for name in self._idle:
            self._modules.pop(name, None)
        self.training = model.training

    def train(self, mode=True):
        self._source.train(mode)
        return super().train(mode)

    def forward(self, *arguments, **keywords):
        nodes = self.train_return_nodes if self.training else self.eval_return_nodes
        found = {}
        handles = [module.register_forward_pre_hook(returning(target, name)) for target, name, module in self._left]
        for node in nodes:
            path, call = name_of(self._source, node)
            handles.append(self._source.get_submodule(path).register_forward_hook(gathering(found, node, call, len(nodes))))
        heads = {name: self._source._modules[name] for name in self._idle}
        self._source._modules.update(dict.fromkeys(heads))
        try:
            self._source.forward(*arguments, **keywords)
        except _Gathered:
            pass
        finally:
            self._source._modules.update(heads)
            for handle in handles:
                handle.remove()
        for node in nodes:
            if node not in found:
                raise ValueError("node: '%s' is not present in model" % node)
        return OrderedDict((shown, found[node]) for node, shown in nodes.items())


def gathering(found, node, call, wanted):
    """A hook that keeps the output of one call, and ends the pass with the last."""
    calls = []

    def hook(module, given, output):
        calls.append(None)
        if len(calls) == call + 1:
            found[node] = output
            if len(found) == wanted:
                raise _Gathered
    return hook


def name_of(model, node):
    """The module of a node, and which of its calls: `layer1.0.relu_1` is the second of `layer1.0.relu`."""
    paths = dict(model.named_modules())
    again = re.fullmatch(r'(.+)_(\d+)', node)
    if node in paths and node:
        return node, 0
    if again and again[1] in paths:
        return again[1], int(again[2])
    raise UnknownOperation("torchvision.models.feature_extraction.create_feature_extractor(return_nodes=['%s'])" % node)


def keep(target, source, paths):
    """Registers what a module owns up to the last of these paths, in the order of its own registration; what is left."""
    for table in ('_parameters', '_buffers'):
        getattr(target, table).update(getattr(source, table))
    names = list(source._modules)
    wanted = [path.partition('.')[::2] for path in paths]
    last = max(names.index(name) for name, _ in wanted)
    left = [(target, name, source._modules[name]) for name in names[last + 1:] if source._modules[name] is not None]
    for name in names[:last + 1]:
        module, inner = source._modules[name], [rest for first, rest in wanted if first == name]
        if name == names[last] and all(inner):
            part = nn.Module()
            left += keep(part, module, inner)
            part.training = module.training
            module = part
        target._modules[name] = module
    return left


def returning(target, name):
    """A hook that takes up a module after all: it was registered late, and runs early."""
    def hook(module, given):
        target._modules.setdefault(name, module)
    return hook


def create_feature_extractor(model, return_nodes=None, train_return_nodes=None, eval_return_nodes=None, tracer_kwargs=None,
                             suppress_diff_warning=False, concrete_args=None):
    if return_nodes is None and (train_return_nodes is None or eval_return_nodes is None):
        raise ValueError('return_nodes, or both of train_return_nodes and eval_return_nodes, should be specified')
    train_nodes, eval_nodes = (shown_by(return_nodes if nodes is None else nodes) for nodes in (train_return_nodes, eval_return_nodes))
    return FeatureExtractor(model, train_nodes, eval_nodes)


def shown_by(nodes):
    """{node: name of its output}, of a list or of a dictionary."""
    return {str(node): str(shown) for node, shown in (nodes.items() if isinstance(nodes, dict) else ((node, node) for node in nodes))}


def get_graph_node_names(model, tracer_kwargs=None, suppress_diff_warning=False, concrete_args=None):
    """The modules that hold none, twice: for training and for evaluation."""
    names = [name for name, module in model.named_modules() if name and not list(module.children())]
    return names, list(names)
