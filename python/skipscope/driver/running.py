"""
Runs files of the workspace: the definition's own one statement by statement as slices ask for them, imported ones
whole, each statement on its own so that one that raises takes nothing else with it.
"""
import __future__

import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types

from .failures import Failed, Refused, Unavailable
from .names import Effects
from .shims import install_old_modules
from .slicing import leaves_out
from .standins import STANDARD, AbsentFinder

STOPS = (Exception, SystemExit, Refused)
SOURCE_FOLDERS = ('', 'src', 'lib', 'python')


class Unit:
    """One file as a module that runs bit by bit."""

    def __init__(self, source, module, runner):
        self.source = source
        self.module = module
        self.runner = runner
        self.namespace = module.__dict__
        self.unavailable = {}
        self._done, self._asked, self._all = set(), set(), False
        self._flags = _future_flags(source.tree)
        self.namespace['__getattr__'] = self._missing_attribute

    def need(self, names, limit=None):
        """Run what gives names their values."""
        wanted = {name for name in names if (name, limit) not in self._asked and self.source.block.binds(name)}
        self._asked.update((name, limit) for name in wanted)
        if wanted:
            found, _ = self.source.block.slice(wanted, limit)
            self.run(found)
            for name in self._unbound(found.statements, wanted):
                self._force(name)

    def _unbound(self, statements, wanted):
        """Names that branches of a slice might have given a value and didn't."""
        block = self.source.block
        branches = [at for at, one in enumerate(block.statements) if isinstance(one, ast.If) and one in statements]
        return (set().union(wanted, *(block.effects(at).binds for at in branches))) - set(self.namespace)

    def _force(self, name):
        """No branch that ran gave the name a value: take the first branch that can."""
        block = self.source.block
        for at, statement in enumerate(block.statements):
            if isinstance(statement, ast.If) and name in block.effects(at).binds and not leaves_out(statement):
                for one in ast.walk(ast.Module(statement.body + statement.orelse, [])):
                    if name not in self.namespace and isinstance(one, (ast.Assign, ast.FunctionDef, ast.ClassDef, ast.ImportFrom, ast.Import)):
                        self._try_binding(one, name)

    def _try_binding(self, statement, name):
        if name in Effects(statement).binds:
            try:
                self.execute([statement], self.namespace)
            except STOPS:
                pass

    def run(self, piece):
        for statement in piece.left_out:
            if id(statement) not in self._done:
                self._done.add(id(statement))
                self.runner.left_out(self.source.path, statement)
                self._give_up(statement, None)
        for statement in piece.statements:
            self.run_statement(statement)

    def run_all(self):
        """As an import runs it, but for training."""
        if self._all:
            return
        self._all = True
        for statement in self.source.block.statements:
            if not leaves_out(statement):
                self.run_statement(statement)

    def run_statement(self, statement):
        if id(statement) in self._done:
            return
        self._done.add(id(statement))
        try:
            self.execute([statement], self.namespace)
        except STOPS as error:
            self._run_inside(statement)
            self._give_up(statement, error)

    def _run_inside(self, statement):
        """A branch that raised half-way: its statements one by one, so that the rest have their values."""
        if not isinstance(statement, (ast.If, ast.With, ast.Try)):
            return
        inner = statement.body
        if isinstance(statement, ast.If):
            try:
                inner = inner if self.evaluate(statement.test, self.namespace) else statement.orelse
            except STOPS:
                pass
        for one in inner:
            try:
                self.execute([one], self.namespace)
            except STOPS:
                self._run_inside(one)

    def execute(self, statements, namespace):
        code = compile(ast.Module(list(statements), []), self.source.path, 'exec', flags=self._flags, dont_inherit=True)
        exec(code, namespace)

    def evaluate(self, expression, namespace):
        return eval(compile(ast.Expression(expression), self.source.path, 'eval', flags=self._flags, dont_inherit=True), namespace)

    def _give_up(self, statement, error):
        at = self.source.block.statements.index(statement)
        for name in self.source.block.effects(at).binds:
            if name not in self.namespace:
                self.unavailable[name] = error
        if error is not None:
            self.runner.errors.append((self.source.path, statement.lineno, error))

    def _missing_attribute(self, name):
        if not name.startswith('__') or name == '__all__':
            if not self._all:
                self.need({name})
                if name in self.namespace:
                    return self.namespace[name]
            if name in self.unavailable:
                raise Unavailable(name, self.unavailable[name])
        if name == '__path__' and os.path.basename(self.source.path) == '__init__.py':
            return [os.path.dirname(self.source.path)]
        raise AttributeError("module '%s' has no attribute '%s'" % (self.module.__name__, name))


def _future_flags(tree):
    flags = 0
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == '__future__':
            for alias in statement.names:
                flags |= getattr(getattr(__future__, alias.name, None), 'compiler_flag', 0)
    return flags


class Runner(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """
    The workspace's modules. It is the first finder while it is installed: files of the workspace come before
    everything but Python's own modules and torch.
    """

    def __init__(self, workspace, note):
        self.workspace = workspace
        self.note = note
        self.units, self.by_name, self.errors = {}, {}, []
        self._told = set()
        self.bases = _bases(workspace)
        self._absent = AbsentFinder(self._expects_absence, self._note_absent, workspace.is_users)
        self._before = None

    def install(self):
        self._before = set(sys.modules)
        install_old_modules()
        sys.meta_path.insert(0, self)
        sys.meta_path.append(self._absent)

    def uninstall(self):
        """Take all modules out again that came with this definition, so that the next one starts afresh."""
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder not in (self, self._absent)]
        for name in set(sys.modules) - self._before:
            module = sys.modules[name]
            if name in self.by_name or getattr(module, '__spec__', None) and module.__spec__.loader in (self, self._absent):
                del sys.modules[name]

    # Units
    def unit(self, path):
        """The file as a module under its own name, none of it run; raises `SyntaxError`."""
        if path in self.units:
            return self.units[path]
        source = self.workspace.source(path)
        name, parents = self._module_name(path, deepest_level(source.tree))
        for parent, folder in parents:
            self._import_parent(parent, folder)
        if path in self.units:
            return self.units[path]
        return self._make_unit(source, name)

    def _make_unit(self, source, name):
        module = types.ModuleType(name)
        module.__file__ = source.path
        is_package = os.path.basename(source.path) == '__init__.py'
        module.__package__ = name if is_package else name.rpartition('.')[0]
        module.__spec__ = importlib.machinery.ModuleSpec(name, self, origin=source.path, is_package=is_package)
        if is_package:
            module.__path__ = [os.path.dirname(source.path)]
        sys.modules[name] = module
        self.by_name[name] = source.path
        self.units[source.path] = Unit(source, module, self)
        parent, _, last = name.rpartition('.')
        if parent in sys.modules:
            setattr(sys.modules[parent], last, module)
        return self.units[source.path]

    def _module_name(self, path, level):
        """
        `a.b.c` and (name, folder) of the packages above it, as `__init__.py` files make it; relative imports of this
        level make packages of folders without one.
        """
        parts, folders = [os.path.splitext(os.path.basename(path))[0]], []
        folder = os.path.dirname(path)
        while len(folder) > 1 and len(folder) >= len(self.workspace.root) and (
                len(parts) <= level or os.path.exists(os.path.join(folder, '__init__.py')) and folder != self.workspace.root):
            parts.insert(0, os.path.basename(folder))
            folders.insert(0, folder)
            folder = os.path.dirname(folder)
        if parts[-1] == '__init__' and len(parts) > 1:
            parts.pop()
            folders.pop()
        if folder not in self.bases and len(folder) >= len(self.workspace.root):
            self.bases.insert(0, folder)
        if len(parts) == 1 and (parts[0] in STANDARD or parts[0] in sys.modules and parts[0] not in self.by_name):
            parts[0] = '_skipscope_' + parts[0]
        return '.'.join(parts), [('.'.join(parts[:n + 1]), one) for n, one in enumerate(folders)]

    def _import_parent(self, name, folder):
        """A real `__init__.py`, or a bare package where it raises."""
        try:
            importlib.import_module(name)
        except STOPS as error:
            self.errors.append((name, 0, error))
            sys.modules.pop(name, None)
            bare = types.ModuleType(name)
            bare.__path__ = [folder]
            sys.modules[name] = bare
            self.by_name[name] = folder

    # Finder and loader
    def find_spec(self, name, path=None, target=None):
        first = name.partition('.')[0]
        if first in STANDARD or first == 'torch' or first == 'skipscope':
            return None
        file = self._file_of(name, path)
        if file is None:
            return None
        is_package = os.path.isdir(file) or os.path.basename(file) == '__init__.py'
        if os.path.isdir(file):
            spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
            spec.submodule_search_locations = [file]
            return spec
        spec = importlib.machinery.ModuleSpec(name, self, origin=file, is_package=is_package)
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(file)]
        return spec

    def _file_of(self, name, path):
        """The file, or the folder without an `__init__.py`, that an imported name stands for."""
        last = name.rpartition('.')[2]
        if path is None:
            folders = self.bases
        else:
            folders = [folder for folder in path if self.workspace.is_users(str(folder))]
        namespace = None
        for folder in folders:
            stem = os.path.join(str(folder), last)
            for file in (os.path.join(stem, '__init__.py'), stem + '.py'):
                if file == self.workspace.file or os.path.isfile(file):
                    return file
            if namespace is None and os.path.isdir(stem) and _holds_python(stem):
                namespace = stem
        return namespace

    def create_module(self, spec):
        known = self.units.get(spec.origin)
        if known is not None:
            self.by_name[spec.name] = spec.origin
            return known.module
        return None

    def exec_module(self, module):
        path = module.__spec__.origin
        if path in self.units:
            return
        self.by_name[module.__name__] = path
        module.__file__ = path
        unit = self.units[path] = Unit(self.workspace.source(path), module, self)
        unit.run_all()

    def get_source(self, name):
        """For `inspect.getsource`."""
        return self.workspace.text(self.by_name[name]) if name in self.by_name else None

    # Notes
    def left_out(self, path, statement):
        self.note('statement left out', type(statement).__name__.lower(), (path, statement.lineno))

    def _note_absent(self, package, frame):
        if package not in self._told:
            self._told.add(package)
            self.note('stood in', package, (frame.f_code.co_filename, frame.f_lineno))

    def _expects_absence(self, frame):
        """The import stands in a `try` that catches `ImportError`."""
        path = frame.f_code.co_filename
        if not self.workspace.is_users(path):
            return True
        source = self.workspace.quiet_source(path)
        return source is not None and any(first <= frame.f_lineno <= last for first, last in _guarded_lines(source))

    def explain(self, error):
        """Where a name without a value is at fault: the error of the statement that should have given it one."""
        if isinstance(error, NameError) and not isinstance(error, Unavailable):
            name = str(error).split("'")[1] if "'" in str(error) else ''
            for unit in self.units.values():
                if unit.unavailable.get(name) is not None:
                    return unit.unavailable[name]
        return error

    def take(self, unit, name):
        """A name's value after its slice ran; raises what kept it from having one."""
        unit.need({name})
        if name in unit.namespace:
            return unit.namespace[name]
        cause = unit.unavailable.get(name)
        if cause is not None:
            raise cause
        raise Failed('site-not-found', {'name': name}, (unit.source.path, 1, '<module>'))


def deepest_level(tree):
    """Dots of the relative imports of a file, at most."""
    return max((node.level for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)), default=0)


def _holds_python(folder):
    try:
        return any(name.endswith('.py') or os.path.isdir(os.path.join(folder, name)) for name in os.listdir(folder))
    except OSError:
        return False


def _bases(workspace):
    """The folders that imports start from: the file's own, each above it up to the root, and their source folders."""
    folder = os.path.dirname(workspace.file)
    found = []
    while True:
        found += [os.path.join(folder, name) if name else folder for name in SOURCE_FOLDERS]
        if folder == workspace.root or len(folder) <= len(workspace.root):
            break
        folder = os.path.dirname(folder)
    return [one for one in found if os.path.isdir(one)]


def _guarded_lines(source):
    lines = getattr(source, '_guarded', None)
    if lines is None:
        lines = source._guarded = []
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Try) and any(_catches_import(one) for one in node.handlers):
                lines.append((node.body[0].lineno, getattr(node.body[-1], 'end_lineno', node.body[-1].lineno)))
    return lines


def _catches_import(handler):
    if handler.type is None:
        return True
    names = {part.id for part in ast.walk(handler.type) if isinstance(part, ast.Name)}
    return bool(names & {'ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException', 'OSError'})
