"""Parameters and buffers of a model, with every path that leads to each."""
from .nodes import Owned


# Batch norm counts its batches; no gradient and no reader is in that.
COUNTER = 'num_batches_tracked'


def counts_batches(reference):
    """Tell whether a value is the counter of a batch norm."""
    return getattr(reference, 'name', '').endswith(COUNTER)


def owned_tensors(model):
    """
    Parameters first, then buffers, in torch's order. Modules and parameters in plain lists and dicts, which torch
    registers nowhere, come last and are marked.
    """
    found = {}
    modules = list(walk(model, '', set()))
    for is_buffer in (False, True):
        for path, module in modules:
            table = module._buffers if is_buffer else module._parameters
            for name, tensor in table.items():
                add(found, tensor, path + name, (is_buffer, True))
    registered = {id(module) for _, module in modules}
    for path, module in modules:
        for name, value in list(vars(module).items()):
            if not name.startswith('_'):
                add_loose(found, value, path + name, registered)
    return list(found.values())


def add(found, tensor, name, kind):
    if tensor is None:
        return
    if id(tensor) in found:
        known = found[id(tensor)]
        if name != known.name and name not in known.also_named:
            known.also_named.append(name)
        return
    found[id(tensor)] = Owned(tensor, name, *kind)


def walk(module, prefix, above):
    """(path with its dot, module) of every path, cycles left out."""
    yield prefix, module
    above = above | {id(module)}
    for name, child in module._modules.items():
        if child is not None and id(child) not in above:
            yield from walk(child, prefix + name + '.', above)


def add_loose(found, value, path, registered):
    """The tensors in a plain list, tuple or dict of a module."""
    if isinstance(value, (list, tuple)):
        entries = enumerate(value)
    elif isinstance(value, dict):
        entries = value.items()
    else:
        return
    for key, entry in list(entries)[:1024]:
        here = '%s.%s' % (path, key)
        if is_module(entry):
            if id(entry) not in registered:
                for inner, module in walk(entry, here + '.', set()):
                    for name, tensor in [*module._parameters.items(), *module._buffers.items()]:
                        add(found, tensor, inner + name, (name in module._buffers, False))
        elif type(entry).__name__ == 'Parameter':
            add(found, entry, here, (False, False))
        else:
            add_loose(found, entry, here, registered)


def is_module(value):
    return hasattr(value, '_modules') and hasattr(value, '_parameters') and not isinstance(value, type)


def module_paths(model):
    """The first path of every module by its identity; modules in plain lists too."""
    paths = {}
    for path, module in walk(model, '', set()):
        paths.setdefault(id(module), path[:-1])
    for path, module in list(walk(model, '', set())):
        for name, value in list(vars(module).items()):
            if not name.startswith('_') and isinstance(value, (list, tuple, dict)):
                add_paths(paths, value, path + name)
    return paths


def add_paths(paths, value, path):
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, entry in list(entries)[:1024]:
        here = '%s.%s' % (path, key)
        if is_module(entry):
            for inner, module in walk(entry, here + '.', set()):
                paths.setdefault(id(module), inner[:-1])
        elif isinstance(entry, (list, tuple, dict)):
            add_paths(paths, entry, here)


def flagged_modules(model):
    """(path, frames) of the modules below the root whose `requires_grad` others set to `False`, which torch does not read."""
    for path, module in walk(model, '', set()):
        frames = vars(module).get('_flagged')
        if path and frames and vars(module).get('requires_grad') is False:
            yield path[:-1], frames
