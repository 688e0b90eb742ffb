"""The definition that a site's name stands for, found by `ast` under the names that detection gives."""
import ast

from .failures import Failed
from .names import FUNCTIONS, called_name, is_main_guard

MODULE_BASES = ('Module', 'Model', 'Sequential', 'Net', 'Network', 'Backbone', 'Head', 'Layer', 'Block', 'Mixin', 'Base')
HANDED_ON = frozenset(('to', 'cuda', 'cpu', 'half', 'float', 'double', 'bfloat16', 'eval', 'train', 'requires_grad_', 'apply'))
WRAPPERS = frozenset(('DataParallel', 'DistributedDataParallel', 'compile', 'script', 'trace'))


class Site:
    """`kind`: class, function, method or variable. `around`: the nodes from the module down to the definition's parent."""

    def __init__(self, name, kind, node, around):
        self.name = name
        self.kind = kind
        self.node = node
        self.around = around

    @property
    def owner(self):
        """The class of a method."""
        return self.around[-1] if self.kind == 'method' else None

    @property
    def top(self):
        """The statement of the module that holds the definition."""
        return self.around[1] if len(self.around) > 1 else self.node


def dotted(node):
    """`nn.Module` of an expression, or None."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Subscript):
        return dotted(node.value)
    if not isinstance(node, ast.Name):
        return None
    return '.'.join([node.id] + parts[::-1])


def all_sites(tree):
    """Every definition that a name may stand for, in the order of the text."""
    found = []
    _collect(tree, (), found)
    return found


def _collect(node, around, found):
    inner = around + (node,)
    for child in ast.iter_child_nodes(node):
        _note(child, inner, found)
        _collect(child, inner, found)


def _note(node, around, found):
    parent = around[-1]
    if isinstance(node, ast.ClassDef):
        found.append(Site(node.name, 'class', node, around))
    elif isinstance(node, FUNCTIONS) and hasattr(node, 'name'):
        if isinstance(parent, ast.ClassDef):
            found.append(Site('%s.%s' % (parent.name, node.name), 'method', node, around))
        else:
            found.append(Site(node.name, 'function', node, around))
    elif isinstance(node, (ast.Assign, ast.AnnAssign)) and not any(isinstance(one, FUNCTIONS + (ast.ClassDef,)) for one in around):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        name = dotted(targets[0]) if len(targets) == 1 else None
        if name and node.value is not None:
            found.append(Site(name, 'variable', node, around))


def looks_like_model(site, classes):
    """Detection would make a site of it. `classes` are the names of the file's module classes."""
    if site.kind == 'class':
        return site.name in classes
    if site.kind == 'variable':
        return makes_model(site.node.value, classes)
    return any(isinstance(part, (ast.Return, ast.Assign)) and part.value is not None and makes_model(part.value, classes)
               for part in ast.walk(site.node))


def makes_model(value, classes):
    """The expression calls a module class, `Sequential`, or hands such a call on."""
    if isinstance(value, ast.IfExp):
        return makes_model(value.body, classes) or makes_model(value.orelse, classes)
    if not isinstance(value, ast.Call):
        return False
    name = called_name(value)
    if name in HANDED_ON and isinstance(value.func, ast.Attribute):
        return makes_model(value.func.value, classes)
    if name in WRAPPERS and value.args:
        return makes_model(value.args[0], classes)
    return name in classes or name in ('Sequential', 'create_model') or is_functional(value, name) or (dotted(value.func) or '').startswith(
        ('models.', 'torchvision.models.'))


def is_functional(call, name):
    """`Model(inputs, outputs)` of Keras."""
    keywords = {one.arg for one in call.keywords}
    return name in ('Model', 'Functional') and (len(call.args) > 1 or bool(keywords & {'outputs', 'output'}))


def module_classes(tree):
    """The names of the classes that extend a module, also by way of each other."""
    found, before = set(), -1
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while len(found) != before:
        before = len(found)
        for node in classes:
            bases = [dotted(base) or '' for base in node.bases]
            if any(base in found or base.rpartition('.')[2].endswith(MODULE_BASES) or '.nn.' in '.' + base
                   and not base.endswith('Function') for base in bases):
                found.add(node.name)
    return found


def find_site(tree, wanted, place):
    """The site of a name, `name~2` being the second of it; `''` is the only model of the file."""
    sites = all_sites(tree)
    classes = module_classes(tree)
    name, _, ordinal = wanted.partition('~')
    if not wanted:
        return _only(sites, classes, place)
    same = [site for site in sites if site.name == name]
    likely = [site for site in same if looks_like_model(site, classes)]
    at = int(ordinal or 1) - 1 if (ordinal or '1').isdigit() else 0
    for chosen in (likely, same):
        if at < len(chosen):
            return chosen[at]
    raise Failed('site-not-found', {'name': wanted}, place)


def _only(sites, classes, place):
    likely = [site for site in sites if looks_like_model(site, classes) and not any(is_main_guard(one) for one in site.around)]
    if not likely:
        raise Failed('no-model', {}, place)
    if len(likely) > 1:
        inside = {part.id for site in likely for part in ast.walk(site.node) if isinstance(part, ast.Name)}
        outer = [site for site in likely if site.name not in inside] or likely
        return outer[-1]
    return likely[0]


def is_static(node):
    return any(dotted(one) == 'staticmethod' for one in node.decorator_list)


def is_class_method(node):
    return any(dotted(one) == 'classmethod' for one in node.decorator_list)
