"""Lists, tuples and dicts as trees of what they hold; anything else is a leaf, None too."""
import collections

_NODES = {}


class TreeSpec:
    """The shape of a tree: `kind` is None for a leaf."""

    def __init__(self, kind=None, context=None, children_specs=()):
        self.type, self.context, self.children_specs = kind, context, list(children_specs)
        self.num_leaves = sum(one.num_leaves for one in self.children_specs) if kind is not None else 1

    def is_leaf(self):
        return self.type is None

    def __eq__(self, other):
        return isinstance(other, TreeSpec) and (self.type, self.context, self.children_specs) == (other.type, other.context, other.children_specs)


class LeafSpec(TreeSpec):
    """The shape of one leaf."""


def register_pytree_node(cls, flatten_fn, unflatten_fn, **keywords):
    """`flatten_fn(value)` gives (children, context), `unflatten_fn(children, context)` the value again."""
    _NODES[cls] = flatten_fn, unflatten_fn


_register_pytree_node = register_pytree_node


def _dict_flatten(value):
    return list(value.values()), list(value)


def _dict_unflatten(values, context):
    return dict(zip(context, values))


def _kind(tree):
    return 'namedtuple' if isinstance(tree, tuple) and hasattr(tree, '_fields') else type(tree)


for _cls in (list, tuple, collections.deque):
    register_pytree_node(_cls, lambda value: (list(value), None), lambda children, _, cls=_cls: cls(children))
for _cls in (dict, collections.OrderedDict):
    register_pytree_node(_cls, _dict_flatten, lambda children, keys, cls=_cls: cls(zip(keys, children)))
register_pytree_node('namedtuple', lambda value: (list(value), type(value)), lambda children, cls: cls(*children))
register_pytree_node(
    collections.defaultdict, lambda value: (list(value.values()), (value.default_factory, list(value))),
    lambda children, context: collections.defaultdict(context[0], zip(context[1], children)))


def tree_flatten(tree, is_leaf=None):
    kind = _kind(tree)
    if kind not in _NODES or is_leaf is not None and is_leaf(tree):
        return [tree], LeafSpec()
    children, context = _NODES[kind][0](tree)
    flat = [tree_flatten(one, is_leaf) for one in children]
    return [leaf for leaves, _ in flat for leaf in leaves], TreeSpec(kind, context, [spec for _, spec in flat])


def tree_unflatten(leaves, treespec):
    leaves = list(leaves)
    if len(leaves) != treespec.num_leaves:
        raise ValueError('%d leaves for a tree of %d' % (len(leaves), treespec.num_leaves))
    if treespec.is_leaf():
        return leaves[0]
    children, start = [], 0
    for spec in treespec.children_specs:
        children.append(tree_unflatten(leaves[start:start + spec.num_leaves], spec))
        start += spec.num_leaves
    return _NODES[treespec.type][1](children, treespec.context)


def tree_leaves(tree, is_leaf=None):
    return tree_flatten(tree, is_leaf)[0]


def tree_map(func, tree, *rests, is_leaf=None):
    leaves, spec = tree_flatten(tree, is_leaf)
    others = [tree_leaves(one, is_leaf) for one in rests]
    return tree_unflatten([func(*each) for each in zip(leaves, *others)], spec)


def tree_map_only(kind, func, tree, is_leaf=None):
    return tree_map(lambda one: func(one) if isinstance(one, kind) else one, tree, is_leaf=is_leaf)


def tree_all(predicate, tree, is_leaf=None):
    return all(map(predicate, tree_leaves(tree, is_leaf)))


def tree_any(predicate, tree, is_leaf=None):
    return any(map(predicate, tree_leaves(tree, is_leaf)))


def __getattr__(name):
    from .._missing import Missing
    if name.startswith('__'):
        raise AttributeError(name)
    return Missing('torch.utils._pytree.' + name, True)
