"""
Runs files of the workspace: the definition's own one statement by statement as slices ask for them, imported ones
whole, each statement on its own so that one that raises takes nothing else with it.
"""
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types

from .changed_libraries import CHANGES
from .failures import Failed, Unavailable
from .shims import install_old_modules
from .standins import STANDARD, AbsentFinder
from .unit import STOPS, Unit

SOURCE_FOLDERS = ('', 'src', 'lib', 'python')
# Packages of which the stand-ins are a part: the user's own copy has all of them.
PARTS = ('timm', 'mmengine', 'mmcv')


class Runner(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """
    The workspace's modules. It is the first finder while it is installed: files of the workspace come before
    everything but Python's own modules and torch. The `__init__.py` of a package runs as far as its names are asked
    for, since some import hundreds of files, and `is_partial` tells that one did; `whole` packages run as an import runs them.
    """

    def __init__(self, workspace, note, whole=False):
        self.workspace = workspace
        self.note = note
        self.whole, self.is_partial = whole, False
        self.units, self.by_name, self.errors = {}, {}, []
        self._told = set()
        self.bases = _bases(workspace)
        self._absent = AbsentFinder(self._expects_absence, self._note_absent, workspace.runs_by_statement)
        self._before = None

    def install(self):
        self._before = set(sys.modules)
        install_old_modules()
        self._give_way()
        sys.meta_path.insert(0, self)
        sys.meta_path.append(self._absent)

    def _give_way(self):
        """Forget the stand-ins for a part of a package that is there in source: the next import finds that."""
        parts = [name for name in PARTS if self._package(name)]
        for name in [one for one in sys.modules if one.partition('.')[0] in parts]:
            del sys.modules[name]

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
            folders = [folder for folder in path if self.workspace.runs_by_statement(os.path.join(str(folder), last))]
        return _found(folders, last, self.workspace.file) or (self._package(name) if path is None else None)

    def _package(self, name):
        """The file of a package in source; one whose stand-in is whole has it run no more."""
        if not self.workspace.packages or name not in PARTS and importlib.machinery.PathFinder.find_spec(name) is not None:
            return None
        return _found(self.workspace.packages, name, None)

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
        if unit.is_package and not self.whole:
            self.is_partial = True
            return
        try:
            unit.run_all()
        except SyntaxError:
            # The next import of it says so again.
            del self.units[path]
            raise
        if module.__name__ in CHANGES:
            self._change(module)

    def _change(self, module):
        """A library that a statement of its own left without the part has nothing to change."""
        try:
            CHANGES[module.__name__](module)
        except STOPS as error:
            self.errors.append((module.__file__, 0, error))

    def get_source(self, name):
        """For `inspect.getsource`."""
        return self.workspace.text(self.by_name[name]) if name in self.by_name else None

    # Notes
    def left_out(self, path, statement):
        if self.workspace.is_users(path):
            self.note('statement left out', type(statement).__name__.lower(), (path, statement.lineno))

    def _note_absent(self, package, frame):
        if package not in self._told and self.workspace.is_users(frame.f_code.co_filename):
            self._told.add(package)
            self.note('stood in', package, (frame.f_code.co_filename, frame.f_lineno))

    def _expects_absence(self, frame):
        """The import stands in a `try` that catches `ImportError`."""
        path = frame.f_code.co_filename
        if not self.workspace.runs_by_statement(path):
            return True
        source = self.workspace.quiet_source(path)
        return source is not None and any(first <= frame.f_lineno <= last for first, last in _guarded_lines(source))

    def explain(self, error):
        """The error of the statement that should have bound a name without a value."""
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


def _found(folders, name, edited):
    """The first module or package of a name below folders, else the first folder without an `__init__.py`; `edited` need not be on disk."""
    namespace = None
    for folder in folders:
        stem = os.path.join(str(folder), name)
        for file in (os.path.join(stem, '__init__.py'), stem + '.py'):
            if file == edited or os.path.isfile(file):
                return file
        if namespace is None and os.path.isdir(stem) and _holds_python(stem):
            namespace = stem
    return namespace


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
            if isinstance(node, ast.Try) and any(_catches_import(one) for one in node.handlers) and not _imports_base(node, source.tree):
                lines.append((node.body[0].lineno, getattr(node.body[-1], 'end_lineno', node.body[-1].lineno)))
    return lines


def _imports_base(guarded, tree):
    """Tell whether a class of the file extends what is imported: without it there is no class."""
    bases = {base.id for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases if isinstance(base, ast.Name)}
    return any((alias.asname or alias.name) in bases for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names)


def _catches_import(handler):
    if handler.type is None:
        return True
    names = {part.id for part in ast.walk(handler.type) if isinstance(part, ast.Name)}
    return bool(names & {'ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException', 'OSError'})
