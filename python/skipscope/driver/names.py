"""The names that a statement binds, changes, and reads, now or when a function of it is called."""
import ast
import builtins

BUILTINS = frozenset(dir(builtins)) | {'__name__', '__file__', '__doc__', '__class__'}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = FUNCTIONS + (ast.ClassDef,)
BRANCHES = (ast.If, ast.Try, ast.With, ast.For, ast.While, ast.AsyncFor, ast.AsyncWith)
# Calls that train, load or show; a statement that holds one of them is no part of a definition.
TRAINS = frozenset((
    'backward', 'step', 'zero_grad', 'fit', 'train_test_split', 'train_one_epoch', 'train_model', 'imshow', 'show',
    'savefig', 'plot', 'urlretrieve', 'download_url', 'check_call', 'system'))


class Effects:
    """
    `binds`: names the statement may give a value; `sure`: it always does. `changes`: names whose objects it may
    write to. `reads`: names it needs while it runs; `reads_later`: names that its functions need when called.
    `star`: it is `from … import *`.
    """
    __slots__ = ('binds', 'sure', 'changes', 'reads', 'reads_later', 'star')

    def __init__(self, statement):
        self.binds, self.changes, self.reads, self.reads_later = set(), set(), set(), set()
        self.star = False
        self.sure = not isinstance(statement, BRANCHES + (ast.AugAssign, ast.Delete))
        self._visit(statement, later=False)

    def _visit(self, node, later):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self._function(node, later)
        elif isinstance(node, ast.ClassDef):
            self._class(node, later)
        elif isinstance(node, ast.Lambda):
            self._read_body(node.args, [node.body])
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self._import(node)
        elif isinstance(node, ast.Name):
            self._name(node, later)
        else:
            self._change(node)
            if isinstance(node, ast.ExceptHandler) and node.name:
                self.binds.add(node.name)
            for child in ast.iter_child_nodes(node):
                self._visit(child, later)

    def _name(self, node, later):
        if isinstance(node.ctx, ast.Load):
            (self.reads_later if later else self.reads).add(node.id)
        else:
            self.binds.add(node.id)

    def _function(self, node, later):
        self.binds.add(node.name)
        for outer in node.decorator_list + node.args.defaults + [d for d in node.args.kw_defaults if d]:
            self._visit(outer, later)
        for annotation in annotations(node):
            self._visit(annotation, later)
        self._read_body(node.args, node.body)

    def _class(self, node, later):
        self.binds.add(node.name)
        for outer in node.decorator_list + node.bases + [keyword.value for keyword in node.keywords]:
            self._visit(outer, later)
        inner = Effects(ast.Module(node.body, []))
        self.reads |= inner.reads - inner.binds
        self.reads_later |= inner.reads_later - {node.name}

    def _read_body(self, arguments, body):
        self.reads_later |= free_names(arguments, body)

    def _import(self, node):
        for alias in node.names:
            if alias.name == '*':
                self.star = True
            elif isinstance(node, ast.Import) and not alias.asname:
                self.binds.add(alias.name.split('.')[0])
            else:
                self.binds.add(alias.asname or alias.name)

    def _change(self, node):
        """`x.append(…)`, `x[…] = …`, `x.a = …`, `x += …` and `f(x)` as a statement change x."""
        if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            self._note_change(node)
        elif isinstance(node, ast.AugAssign):
            self._note_change(node.target)
            if isinstance(node.target, ast.Name):
                self.reads.add(node.target.id)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value
            self._note_change(call.func)
            for argument in call.args:
                self._note_change(argument)

    def _note_change(self, node):
        while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
            node = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(node, ast.Name):
            self.changes.add(node.id)


def annotations(function):
    """The annotations of a function's parameters and of its result: Python reads them as it defines it."""
    arguments = function.args
    every = arguments.args + arguments.kwonlyargs + getattr(arguments, 'posonlyargs', [])
    every += [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
    told = [argument.annotation for argument in every if argument.annotation]
    return told + ([function.returns] if function.returns else [])


def parameter_names(arguments):
    """Every name that a call gives a value."""
    every = getattr(arguments, 'posonlyargs', []) + arguments.args + arguments.kwonlyargs
    return {argument.arg for argument in every + [arguments.vararg, arguments.kwarg] if argument}


def free_names(arguments, body):
    """The names that a function's body takes from outside."""
    inner = Effects(ast.Module(list(body), []))
    declared = {name for node in body for part in ast.walk(node) if isinstance(part, ast.Global) for name in part.names}
    bound = (inner.binds - declared) | parameter_names(arguments)
    return ((inner.reads | inner.reads_later) - bound) | declared


def trains(statement):
    """The statement trains, loads or shows something: it runs a loop of steps or asks a person."""
    for node in ast.walk(statement):
        if isinstance(node, SCOPES) and node is not statement:
            continue
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, 'id', None)
            if name in TRAINS:
                return True
    return False


def is_main_guard(statement):
    """`if __name__ == '__main__':`"""
    if not isinstance(statement, ast.If) or not isinstance(statement.test, ast.Compare):
        return False
    sides = [statement.test.left] + statement.test.comparators
    return any(isinstance(side, ast.Name) and side.id == '__name__' for side in sides)


def called_name(call):
    """`Net` of `Net(…)` and of `models.Net(…)`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return getattr(function, 'id', None)
