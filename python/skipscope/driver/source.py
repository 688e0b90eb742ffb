"""The files of the workspace as a definition sees them: their texts, syntax, and the module names that lead to them."""
import ast
import contextlib
import functools
import gc
import os
import re

from .failures import normal
from .names import called_name
from .slicing import Block, one_by_one

LEFT_OUT_FOLDERS = frozenset(('.git', 'node_modules', 'site-packages', '__pycache__', 'build', 'dist', '.venv', 'venv', '.tox'))
MOST_FILES = 4000


class Source:
    """One file, parsed once, as late as something asks for its syntax: a package may import hundreds that only run."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self._tree = None

    def parsed(self):
        """The file itself, once its syntax is known; raises `SyntaxError`."""
        if self._tree is None:
            with _no_collection():
                self._tree = ast.parse(self.text, filename=self.path)
        return self

    @property
    def tree(self):
        """Raises `SyntaxError`."""
        return self.parsed()._tree

    @functools.cached_property
    def block(self):
        return Block(list(one_by_one(self.tree.body)))

    def code(self):
        """The whole file, compiled: some five times as fast as its syntax and then each statement. Raises `SyntaxError`."""
        with _no_collection():
            return compile(self.text, self.path, 'exec', dont_inherit=True)

    def segment(self, node):
        """The text of an expression."""
        return ast.get_source_segment(self.text, node) or ''


class Workspace:
    """
    `text` stands in the place of the file's own: that of an editor, or the joined cells of a notebook. `packages` are
    folders of packages in source that imports find after the workspace's own.
    """

    def __init__(self, root, file, text, packages=()):
        self.root = normal(root)
        self.packages = [normal(one) for one in packages]
        self.file = normal(os.path.join(self.root, file))
        self.texts = {self.file: text}
        self._sources, self._words, self._files = {}, {}, None

    def is_users(self, path):
        """The file stands in the workspace and not in an installed package."""
        if path.startswith('<'):
            return False
        path = normal(path)
        return path.startswith(os.path.join(self.root, '')) and 'site-packages' not in path

    def runs_by_statement(self, path):
        """The file is the user's, or one of a package in source: either may raise half-way and still be of use."""
        return self.is_users(path) or self.package_of(path) is not None

    def package_of(self, path):
        """The name of the package in source that a file belongs to, or None."""
        path = normal(path)
        folder = next((one for one in self.packages if path.startswith(os.path.join(one, ''))), None)
        return None if folder is None else os.path.relpath(path, folder).split(os.sep)[0].partition('.')[0]

    def relative(self, path):
        return os.path.relpath(normal(path), self.root).replace(os.sep, '/')

    def text(self, path):
        if path not in self.texts:
            try:
                with open(path, encoding='utf-8', errors='replace') as file:
                    text = file.read()
                self.texts[path] = code_of_markdown(text) if path.endswith('.md') else text
            except OSError:
                self.texts[path] = ''
        return self.texts[path]

    def source(self, path):
        """The file, not parsed yet."""
        if path not in self._sources:
            self._sources[path] = Source(path, self.text(path))
        return self._sources[path]

    def quiet_source(self, path):
        """The parsed file, or None if it doesn't parse."""
        try:
            return self.source(path).parsed()
        except (SyntaxError, ValueError, RecursionError):
            return None

    def files(self):
        """The Python files of the workspace and the texts of its root, nearest to the definition's file first."""
        if self._files is None:
            found = []
            for folder, folders, names in os.walk(self.root):
                folders[:] = sorted(one for one in folders if one not in LEFT_OUT_FOLDERS and not one.startswith('.'))
                endings = ('.py', '.md') if folder == self.root else ('.py',)
                found += [os.path.join(folder, name) for name in sorted(names) if name.endswith(endings)]
                if len(found) > MOST_FILES:
                    break
            here = os.path.dirname(self.file)
            self._files = sorted(found[:MOST_FILES], key=lambda path: _distance(here, path))
        return self._files

    def naming(self, word):
        """The files whose text holds a word, the definition's own first."""
        others = [path for path in self.files() if path != self.file and word in self.text(path) and word in self.words(path)]
        return [self.file] + others

    def words(self, path):
        if path not in self._words:
            self._words[path] = frozenset(re.findall(r'[A-Za-z_]\w*', self.text(path)))
        return self._words[path]


@contextlib.contextmanager
def _no_collection():
    """Syntax is many objects and no circles: looking for some takes three times as long as parsing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def code_of_markdown(text):
    """The Python blocks of a text on their lines; all else, and blocks that don't parse, are empty lines."""
    lines = [''] * (text.count('\n') + 1)
    for block in re.finditer(r'^```(?:python|py)[^\n]*\n(.*?)^```', text, re.S | re.M):
        first = text.count('\n', 0, block.start(1))
        code = block.group(1)
        try:
            ast.parse(code)
        except (SyntaxError, ValueError):
            continue
        lines[first:first + code.count('\n')] = code.split('\n')[:-1]
    return '\n'.join(lines)


def _distance(here, path):
    folder = os.path.dirname(path)
    return len(os.path.relpath(folder, here).split(os.sep)) if folder != here else 0


def calls_of(source):
    """Every call of a file by the last part of what it calls, each with the nodes around it, outermost first."""
    found = getattr(source, '_calls', None)
    if found is None:
        found = source._calls = {}
        _collect(source.tree, (), found)
    return found


def _collect(node, around, found):
    if isinstance(node, ast.Call):
        name = called_name(node)
        if name:
            found.setdefault(name, []).append((node, around))
    inner = around + (node,)
    for child in ast.iter_child_nodes(node):
        _collect(child, inner, found)
