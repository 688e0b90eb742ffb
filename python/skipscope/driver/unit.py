"""One file of the workspace as a module that runs bit by bit: each statement on its own, as slices ask for it."""
import __future__

import ast
import contextlib
import functools
import os
import re

from .failures import Refused, Unavailable
from .names import TRAINS, Effects
from .placeholders import modules_for
from .slicing import leaves_out

STOPS = (Exception, SystemExit, Refused)
# A file with one of these may hold statements that are left out, or places that are filled: it isn't run at once.
NEEDS_SYNTAX = re.compile(r'KERAS_|(?<!def )\b(?:%s)\s*\(' % '|'.join(sorted(TRAINS)))


class Unit:
    """One file as a module that runs bit by bit."""

    def __init__(self, source, module, runner):
        self.source = source
        self.module = module
        self.runner = runner
        self.namespace = module.__dict__
        self.unavailable = {}
        self._done, self._asked = set(), set()
        self._all = self._at_once = False
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
        """Names that are wanted or that a slice reads, and that its branches might have given a value and didn't."""
        block = self.source.block
        taken = [(one, block.effects(at)) for at, one in enumerate(block.statements) if one in statements]
        bound = set().union(*(effects.binds for one, effects in taken if isinstance(one, ast.If)))
        asked = set(wanted).union(*(effects.reads | effects.reads_later for _, effects in taken))
        return (wanted | asked & bound) - set(self.namespace)

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
        """As an import runs it, but for training; raises `SyntaxError`."""
        if self._all:
            return
        self._all = True
        if self._done or NEEDS_SYNTAX.search(self.source.text):
            self._run_from(0)
        else:
            self._run_at_once()

    def _run_from(self, first):
        for statement in self.source.block.statements[first:]:
            if not leaves_out(statement):
                self.run_statement(statement)

    def _run_at_once(self):
        """The whole file, and after an error one statement after the other from the one that raised."""
        code = self.source.code()
        try:
            with ordinary_errors():
                exec(code, self.namespace)
            self._at_once = True
        except STOPS as error:
            line = _line_in(code, error) or _line_in(code, error.__cause__)
            statements = self.source.block.statements
            first = next((at for at, one in enumerate(statements) if one.end_lineno >= line), 0)
            self._done.update(id(one) for one in statements[:first])
            self._run_from(first)

    def run_statement(self, statement):
        if self._at_once or id(statement) in self._done:
            return
        self._done.add(id(statement))
        try:
            self.execute([statement], self.namespace)
            self.namespace.update(modules_for(statement))
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
        with ordinary_errors():
            exec(code, namespace)

    def evaluate(self, expression, namespace):
        code = compile(ast.Expression(expression), self.source.path, 'eval', flags=self._flags, dont_inherit=True)
        with ordinary_errors():
            return eval(code, namespace)

    @functools.cached_property
    def _flags(self):
        return _future_flags(self.source.tree)

    def _give_up(self, statement, error):
        at = self.source.block.statements.index(statement)
        for name in self.source.block.effects(at).binds:
            if name not in self.namespace:
                self.unavailable[name] = error
        if error is not None:
            self.runner.errors.append((self.source.path, statement.lineno, error))

    @functools.cached_property
    def is_package(self):
        return os.path.basename(self.source.path) == '__init__.py'

    def _missing_attribute(self, name):
        if not name.startswith('__') or name == '__all__' or name in self.source.text:
            if not self._all:
                self._ask(name)
                if name in self.namespace:
                    return self.namespace[name]
            if name in self.unavailable:
                raise Unavailable(name, self.unavailable[name])
        if name == '__path__' and self.is_package:
            return [os.path.dirname(self.source.path)]
        own = self.namespace.get('__getattr__')
        if own != self._missing_attribute:
            return own(name)
        raise AttributeError("module '%s' has no attribute '%s'" % (self.module.__name__, name))

    def _ask(self, name):
        """Run what binds a name; where nothing does, a package may make it in a loop, unless it's one of its modules."""
        self.need({name})
        if self.is_package and not self.source.block.binds(name) and not self._is_below(name):
            self.run_all()

    def _is_below(self, name):
        stem = os.path.join(os.path.dirname(self.source.path), name)
        return os.path.isfile(stem + '.py') or os.path.isdir(stem)


def _future_flags(tree):
    flags = 0
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == '__future__':
            for alias in statement.names:
                flags |= getattr(getattr(__future__, alias.name, None), 'compiler_flag', 0)
    return flags


@contextlib.contextmanager
def ordinary_errors():
    """Errors of the user's own that no `except Exception` catches end a statement as others do."""
    try:
        yield
    except STOPS + (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        raise RuntimeError('%s: %s' % (type(error).__name__, error)) from error


def _line_in(code, error):
    """The line of a file's own code that an error went through; 0 if none."""
    line, traceback = 0, getattr(error, '__traceback__', None)
    while traceback is not None:
        if traceback.tb_frame.f_code is code:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
