"""Calls of a definition in the workspace, with what they give it and what its result is then fed."""
import ast
import os

from .names import SCOPES, called_name
from .scopes import Place
from .source import calls_of
from .templates import Template, TensorSpec, told_template

MOST_FILES = 12
MOST_CALLS = 10
# Functions that take a model and an example of its input.
EXAMPLES = {'export': 1, 'trace': 1, 'add_graph': 1, 'profile': None, 'FlopCountAnalysis': 1, 'draw_graph': None, 'script_trace': 1}
GIVES_ITSELF = frozenset('eval train cuda cpu to float double half requires_grad_'.split())
REFUSALS = frozenset(('assertRaises', 'assertRaisesRegex', 'raises'))
SUMMARIES = frozenset(('summary', 'torchsummary', 'get_model_complexity_info', 'stat'))


class Settings(dict):
    """Entries of a configuration within another are attributes too, as libraries that build by them hand them on."""

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError("'dict' object has no attribute '%s'" % name)

    __setattr__ = dict.__setitem__


class Call:
    """One call of the definition: positional and keyword values, and the templates of what the result is called with."""

    def __init__(self, node, place, arguments, keywords):
        self.node = node
        self.place = place
        self.arguments = arguments
        self.keywords = keywords

    @property
    def source(self):
        return self.place.unit.source


def calls_to(session, target):
    """
    The calls of a definition that can be evaluated where they stand: in the file itself, then in the files that
    import it, tests last. Calls inside the definition itself are no evidence.
    """
    path, name = target.unit.source.path, target.site.name.rpartition('.')[2]
    told = 0
    stem, words = os.path.splitext(os.path.basename(path))[0], session.workspace.words
    files = [path] + [one for one in session.workspace.naming(name) if one != path]
    # A file that names the module comes before those that may take the name from a package.
    for file in sorted(files, key=lambda one: (one != path, stem not in words(one), 'test' in one))[:MOST_FILES]:
        source = session.workspace.quiet_source(file)
        if source is None or file != path and not may_import(source, name, path):
            continue
        for node, around in _calls(source, name):
            if _inside_class_of(around) or _is_refused(around):
                continue
            if told >= MOST_CALLS:
                return
            call = _evaluated(session, target, (file, node, around))
            if call is not None:
                told += 1
                yield call


def _calls(source, name):
    names = {name}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname for alias in node.names if alias.name == name and alias.asname}
    found = calls_of(source)
    return [one for known in sorted(names) for one in found.get(known, [])]


def _inside_class_of(around):
    """In a method of a module: arguments there are those of another definition."""
    classes = [node for node in around if isinstance(node, ast.ClassDef)]
    return bool(classes) and not any('Test' in one.name or any('Test' in ast.dump(base) for base in one.bases) for one in classes)


def _is_refused(around):
    """A test that the call raises: its arguments are none to build with."""
    with_items = (item.context_expr for node in around if isinstance(node, ast.With) for item in node.items)
    return any(isinstance(one, ast.Call) and called_name(one) in REFUSALS for one in with_items)


def may_import(source, name, path):
    """The file may have the name from this path: it imports from its module or from a package above it."""
    stem = os.path.splitext(os.path.basename(path))[0]
    folders = os.path.dirname(path).split(os.sep)
    for node in imports_of(source):
        last = (node.module or '').rpartition('.')[2]
        names = {alias.name for alias in node.names}
        if last == stem or stem in names or (last in folders or not last) and names & {name, '*'}:
            return True
    return any(isinstance(node, ast.Import) and any(stem in alias.name.split('.') or alias.name in folders for alias in node.names)
               for node in source.tree.body)


def _is_imported_elsewhere(source, node, path):
    """The last import above a call takes its name from a module that cannot be this file."""
    name = node.func.id if isinstance(node.func, ast.Name) else None
    above = [one for one in imports_of(source) if one.lineno <= node.lineno and any((alias.asname or alias.name) == name for alias in one.names)]
    if not above or not above[-1].module:
        return False
    last = above[-1].module.rpartition('.')[2]
    folders = os.path.dirname(path).split(os.sep)
    return last not in [os.path.splitext(os.path.basename(path))[0]] + folders


def imports_of(source):
    found = getattr(source, '_imports', None)
    if found is None:
        found = source._imports = sorted((node for node in ast.walk(source.tree) if isinstance(node, ast.ImportFrom)), key=lambda one: one.lineno)
    return found


def _evaluated(session, target, found):
    file, node, around = found
    source = session.workspace.source(file)
    if file != target.unit.source.path and _is_imported_elsewhere(source, node, target.unit.source.path):
        return None
    try:
        place = Place(session.runner.unit(file), around)
        if file != target.unit.source.path and place.evaluate([node.func])[0] is not target.call:
            return None
        expressions = [one.value if isinstance(one, ast.Starred) else one for one in node.args]
        expressions += [keyword.value for keyword in node.keywords]
        values = place.evaluate(expressions)
    except session.stops as error:
        session.skipped.append((file, node.lineno, error))
        return None
    arguments, keywords = [], {}
    for one, value in zip(node.args, values):
        arguments += list(value) if isinstance(one, ast.Starred) else [value]
    for keyword, value in zip(node.keywords, values[len(node.args):]):
        if keyword.arg is None:
            keywords.update(value if isinstance(value, dict) else {})
        else:
            keywords[keyword.arg] = value
    return Call(node, place, arguments, keywords)


def fed_templates(session, call):
    """The inputs that the text feeds the result of a call: `net(torch.randn(…))`, `summary(net, (3, 32, 32))`."""
    names = _names_of_result(call)
    around = call.place.around
    scope = next((node for node in reversed(around) if isinstance(node, SCOPES + (ast.Module,))), around[0])
    uses = []
    _uses(scope, around[:around.index(scope)], names, uses)
    # `y = Net()(x)`: the variable holds what the network gives.
    direct = [(node, path) for node, path in uses if _maker(node.func) is call.node]
    named = [(node, path) for node, path in uses if not isinstance(node.func, ast.Call)] if names else []
    for node, path in direct or named:
        yield from _templates_of_use(session, call, node, path)


def _names_of_result(call):
    """The variables that hold the result of a call."""
    names = set()
    for node in reversed(call.place.around):
        if isinstance(node, ast.Assign):
            names |= {part.id if isinstance(part, ast.Name) else part.attr for target in node.targets
                      for part in ast.walk(target) if isinstance(part, (ast.Name, ast.Attribute))}
            break
        if isinstance(node, SCOPES):
            break
    return names - {'self'}


def _uses(node, around, names, found):
    """Calls, with the nodes around each, that feed one of the names or show it an example."""
    inner = around + (node,)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and _is_use(child, names):
            found.append((child, inner))
        if not isinstance(child, ast.ClassDef):
            _uses(child, inner, names, found)


def _is_use(call, names):
    function = call.func
    if isinstance(function, ast.Call):
        return True
    if isinstance(function, ast.Attribute) and function.attr == 'forward':
        function = function.value
    if _last(function) in names:
        return True
    return called_name(call) in SUMMARIES or called_name(call) in EXAMPLES


def _maker(function):
    """The call that makes a network, behind methods that give the network back: `Net().eval().to(device)`."""
    while isinstance(function, ast.Call) and isinstance(function.func, ast.Attribute) and function.func.attr in GIVES_ITSELF:
        function = function.func.value
    return function


def _last(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, 'id', None)


def _templates_of_use(session, call, node, around):
    name = called_name(node)
    origin = {'from': 'call', 'at': (call.source, node, around)}
    expressions, keywords = list(node.args), [one for one in node.keywords if one.arg]
    if name in EXAMPLES:
        example = next((one.value for one in keywords if one.arg in ('inputs', 'args', 'input_data')), None)
        expressions = [example] if example is not None else expressions[1:2]
        keywords = []
    elif name in SUMMARIES:
        size = next((one.value for one in keywords if one.arg in ('input_size', 'input_res')), None)
        expressions = [size] if size is not None else expressions[1:2]
        keywords = []
    if any(isinstance(one, ast.Starred) for one in expressions) or not expressions and not keywords:
        return
    try:
        place = Place(call.place.unit, around)
        values = place.evaluate(expressions + [one.value for one in keywords])
    except session.stops as error:
        session.skipped.append((call.source.path, node.lineno, error))
        return
    if name in SUMMARIES:
        yield from _of_sizes(values[0], origin)
        return
    if name in EXAMPLES and isinstance(values[0], (tuple, list)):
        values = list(values[0])
    if name in EXAMPLES:
        yield from told_template(values, {}, origin)
        return
    named = dict(zip([one.arg for one in keywords], values[len(expressions):]))
    yield from told_template(values[:len(expressions)], named, origin)


def _of_sizes(sizes, origin):
    """`summary(net, (3, 32, 32))`; torchinfo's sizes have the batch in front."""
    if not isinstance(sizes, (tuple, list)) or not sizes:
        return
    shapes = [sizes] if isinstance(sizes[0], int) else list(sizes)
    if all(isinstance(shape, (tuple, list)) and all(isinstance(one, int) for one in shape) for shape in shapes):
        yield Template([TensorSpec.scaled(shape) for shape in shapes], {}, origin)
        yield Template([TensorSpec.scaled(shape[1:]) for shape in shapes if shape], {}, origin)


def configured(session, name):
    """Keyword values of `dict(type='Net', depth=50)` in the workspace, literal ones alone and variables of the file that hold such."""
    for file in session.workspace.naming(name)[:MOST_FILES * 4]:
        source = session.workspace.quiet_source(file)
        known = _variables(source) if source else {}
        for node, _ in (calls_of(source).get('dict', []) if source else []):
            told = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            if _type_told(told.pop('type', None)) == name:
                try:
                    yield {key: _literal(value, known) for key, value in told.items()}, (file, node.lineno)
                except ValueError:
                    continue


def _type_told(node):
    """`'Net'`, also behind the name of its package (`'pkg.Net'`), or the class itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.rpartition('.')[2]
    return getattr(node, 'id', None)


def _variables(source):
    """The value of each name that the top of a file sets once."""
    told, twice = {}, set()
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            twice |= {name} & set(told)
            told[name] = node.value
    return {name: value for name, value in told.items() if name not in twice}


def _literal(node, known):
    """`ast.literal_eval` that knows `dict(…)` and variables."""
    if isinstance(node, ast.Name) and node.id in known:
        return _literal(known[node.id], {name: value for name, value in known.items() if name != node.id})
    if isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'dict' and not node.args:
        return Settings((keyword.arg, _literal(keyword.value, known)) for keyword in node.keywords if keyword.arg)
    if isinstance(node, (ast.List, ast.Tuple)):
        values = [_literal(one, known) for one in node.elts]
        return values if isinstance(node, ast.List) else tuple(values)
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError) as error:
        raise ValueError(str(error))
