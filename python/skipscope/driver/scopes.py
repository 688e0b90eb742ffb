"""
Evaluates expressions where they stand in a file: in `if __name__ == '__main__'`, a function, a test. Only what they
need is run, found backwards through the blocks around them.
"""
import ast

from .failures import Failed, Refused
from .names import FUNCTIONS, Effects, parameter_names
from .slicing import Block, leaves_out, one_by_one
from .source import calls_of

DEEPEST = 3
FIRST = '__skipscope_first'


def first_of(values):
    """The value of a loop's variable in its first round."""
    return next(iter(values))


class Place:
    """The surroundings of an expression: the unit of its file and the nodes around it, outermost (the module) first."""

    def __init__(self, unit, around, depth=0):
        self.unit = unit
        self.around = around
        self.depth = depth

    @property
    def function(self):
        """The innermost function around."""
        inner = [node for node in self.around if isinstance(node, FUNCTIONS) and hasattr(node, 'name')]
        return inner[-1] if inner else None

    def evaluate(self, expressions, extra=None):
        """The values of expressions; raises what they raise."""
        namespace = self.namespace(expressions)
        namespace.update(extra or {})
        return [self.unit.evaluate(one, namespace) for one in expressions]

    def namespace(self, expressions):
        """The module's names and the local ones that the expressions need."""
        names = set()
        for expression in expressions:
            effects = Effects(ast.Expr(expression))
            names |= effects.reads | effects.reads_later
        local = Block(local_statements(self.around))
        piece, unknown = local.slice(names)
        bare = {name for statement in piece.statements for name in _reads(statement)} | unknown
        values = self._parameters(bare)
        bound = {name for at, _ in enumerate(local.statements) for name in local.effects(at).binds}
        self.unit.need(bare - bound - set(values), self._limit())
        namespace = dict(self.unit.namespace)
        namespace.update(values)
        namespace[FIRST] = first_of
        for statement in piece.statements:
            try:
                self.unit.execute([statement], namespace)
            except (Exception, SystemExit, Refused):
                # A call that might have changed something is one that might not.
                if not isinstance(statement, (ast.Expr, ast.For, ast.While)):
                    raise
        return namespace

    def _limit(self):
        """A name at module level has the value that it has where the statement stands; a function runs later."""
        if self.function is not None or len(self.around) < 2:
            return None
        statements = self.unit.source.block.statements
        return next((at for at, one in enumerate(statements) if one is self.around[1]), None)

    def _parameters(self, names):
        """Values of the parameters of the functions around that the names stand for."""
        values = {}
        for function in [node for node in self.around if isinstance(node, FUNCTIONS) and hasattr(node, 'name')]:
            wanted = names & parameter_names(function.args)
            if wanted:
                values.update(self._of_function(function, wanted))
        return values

    def _of_function(self, function, wanted):
        values = defaults_of(self.unit, function, wanted)
        for rest, empty in ((function.args.vararg, ()), (function.args.kwarg, {})):
            if rest is not None and rest.arg in wanted:
                values[rest.arg] = empty
        decorated = parametrized(self.unit, function)
        values.update({name: value for name, value in decorated.items() if name in wanted})
        missing = wanted - set(values)
        if missing and self.depth < DEEPEST:
            values.update(self._as_called(function, missing))
        return values

    def _as_called(self, function, missing):
        """The arguments that the file itself calls the function with."""
        order = [one.arg for one in function.args.args if one.arg != 'self']
        for call, around in calls_of(self.unit.source).get(function.name, []):
            place = Place(self.unit, around, self.depth + 1)
            told = dict(zip(order, call.args))
            told.update({keyword.arg: keyword.value for keyword in call.keywords if keyword.arg})
            if missing <= set(told) and not any(isinstance(one, ast.Starred) for one in call.args):
                names = sorted(missing)
                try:
                    return dict(zip(names, place.evaluate([told[name] for name in names])))
                except (Exception, SystemExit):
                    continue
        return {}


def _reads(statement):
    effects = Effects(statement)
    return effects.reads | effects.reads_later


def defaults_of(unit, function, wanted):
    """The default values of parameters that have one."""
    arguments = function.args
    positional = getattr(arguments, 'posonlyargs', []) + arguments.args
    pairs = list(zip(positional[len(positional) - len(arguments.defaults):], arguments.defaults))
    pairs += [(one, default) for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is not None]
    chosen = {one.arg: default for one, default in pairs if one.arg in wanted}
    return _values(unit, chosen)


def _values(unit, expressions):
    values = {}
    for name, expression in expressions.items():
        effects = Effects(ast.Expr(expression))
        unit.need(effects.reads | effects.reads_later)
        try:
            values[name] = unit.evaluate(expression, unit.namespace)
        except Exception:
            continue
    return values


def parametrized(unit, function):
    """The first case of `@pytest.mark.parametrize('a, b', […])` and `@parameterized.expand([…])`."""
    values = {}
    for decorator in getattr(function, 'decorator_list', []):
        if not isinstance(decorator, ast.Call) or not decorator.args:
            continue
        kind = getattr(decorator.func, 'attr', getattr(decorator.func, 'id', ''))
        if kind == 'parametrize' and len(decorator.args) > 1:
            told = _values(unit, {'names': decorator.args[0], 'cases': decorator.args[1]})
            values.update(_first_case(told.get('names'), told.get('cases')))
        elif kind == 'expand':
            names = [one.arg for one in function.args.args if one.arg != 'self']
            values.update(_first_case(names, _values(unit, {'cases': decorator.args[0]}).get('cases')))
    return values


def _first_case(names, cases):
    if isinstance(names, str):
        names = [name.strip() for name in names.split(',')]
    try:
        case = first_of(cases)
    except (TypeError, StopIteration):
        return {}
    case = getattr(case, 'values', case) if not isinstance(case, dict) else case
    if len(names or ()) == 1 and not (isinstance(case, (list, tuple)) and len(case) == 1):
        case = (case,)
    return dict(zip(names or (), case)) if isinstance(case, (list, tuple)) else {}


def local_statements(around):
    """The statements that run before a place, block by block from the outermost function or branch inwards."""
    found = []
    for outer, inner in zip(around, around[1:]):
        if isinstance(outer, ast.Module):
            continue
        if isinstance(outer, ast.ClassDef):
            continue
        found += _entering(outer)
        for field in ('body', 'orelse', 'finalbody'):
            block = getattr(outer, field, None)
            if isinstance(block, list) and _there(inner) in block:
                found += [one for one in _until(inner, block) if not leaves_out(one) and not _ends(one)]
    return list(one_by_one(found))


def _there(node):
    return node.node if isinstance(node, _After) else node


def _until(inner, block):
    """The statements of a block in front of a node; behind a definition, it and those that change its name."""
    if not isinstance(inner, _After):
        return block[:block.index(inner)]
    end = block.index(inner.node) + 1
    return block[:end] + [one for one in block[end:] if inner.changes(one)]


def _ends(statement):
    return isinstance(statement, (ast.Return, ast.Continue, ast.Break, ast.Raise, ast.Global, ast.Nonlocal))


def _entering(node):
    """The value that a loop or `with` binds as it is entered."""
    made = []
    if isinstance(node, ast.For):
        value = ast.Call(ast.Name(FIRST, ast.Load()), [node.iter], [])
        made.append(ast.Assign([node.target], value))
    elif isinstance(node, ast.With):
        for item in node.items:
            if item.optional_vars is not None:
                enter = ast.Call(ast.Attribute(item.context_expr, '__enter__', ast.Load()), [], [])
                made.append(ast.Assign([item.optional_vars], enter))
    return [ast.fix_missing_locations(ast.copy_location(one, node)) for one in made]


def place_of_site(unit, site):
    """The place at which a definition's own name has its value: behind the definition, in the block that holds it."""
    blocks = (ast.Module, ast.ClassDef, ast.If, ast.With, ast.Try) + FUNCTIONS
    if not isinstance(site.around[-1], blocks):
        raise Failed('site-not-found', {'name': site.name}, (unit.source.path, site.node.lineno, '<module>'))
    return Place(unit, site.around + (_After(site.node),))


class _After(ast.Pass):
    """Stands behind a statement of its block."""

    def __init__(self, node):
        super().__init__()
        self.node = node

    def changes(self, statement):
        """`model = model.to(…)` and `model.fc = …` behind the definition of `model`."""
        first, then = _target_of(self.node), _target_of(statement)
        if not isinstance(first, ast.Name):
            return False
        if isinstance(then, ast.Name):
            return then.id == first.id and first.id in _reads(statement)
        while isinstance(then, ast.Attribute):
            then = then.value
        return isinstance(then, ast.Name) and then.id == first.id


def _target_of(statement):
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        return statement.targets[0]
    return getattr(statement, 'target', None) if isinstance(statement, ast.AnnAssign) else None
