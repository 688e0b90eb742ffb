"""
The slice of a file that a definition needs: statements in the order of the file, found backwards from the names.

A name takes its last value before the definition; only where none stands before it, one behind it. So a notebook that
defines a name twice gives each definition the one that ran before it.
"""
import ast

from .names import BUILTINS, Effects, is_main_guard, trains


class Slice:
    """`statements`: what runs, in order. `left_out`: statements that touch a needed name and don't run."""

    def __init__(self, statements, left_out):
        self.statements = statements
        self.left_out = left_out


class Block:
    """A sequence of statements with their effects, worked out once."""

    def __init__(self, statements):
        self.statements = list(statements)
        self._effects = {}
        self._binds = None

    def binds(self, name):
        """A statement of the block may give the name a value; a builtin's name comes from no star import."""
        if self._binds is None:
            every = [self.effects(at) for at in range(len(self.statements))]
            self._binds = set().union(*(one.binds for one in every))
            self._stars = any(one.star for one in every)
        return name in self._binds or self._stars and name not in BUILTINS

    def effects(self, at):
        """The effects of the statement at an index."""
        if at not in self._effects:
            self._effects[at] = Effects(self.statements[at])
        return self._effects[at]

    def slice(self, names, limit=None):
        """
        Find the statements that give `names` their values at the index `limit` (exclusive; the end where it is None). Also returns the
        names that the block doesn't give a value.
        """
        search = _Search(self, len(self.statements) if limit is None else limit)
        search.run(names)
        kept = sorted(search.kept - search.left_out)
        left_out = [self.statements[at] for at in sorted(search.left_out)]
        return Slice([self.statements[at] for at in kept], left_out), search.unknown

    def slice_to(self, at):
        """The slice that ends with the statement at an index, and what its functions need."""
        search = _Search(self, at + 1)
        search.keep(at)
        search.drain()
        kept = sorted(search.kept - search.left_out)
        return Slice([self.statements[i] for i in kept], [self.statements[i] for i in sorted(search.left_out)])


class _Search:
    """The work list: (name, index before which it must have its value)."""

    def __init__(self, block, limit):
        self.block = block
        self.limit = limit
        self.kept, self.left_out, self.unknown = set(), set(), set()
        self._asked, self._work = set(), []

    def run(self, names):
        self._work = [(name, self.limit) for name in names]
        self.drain()

    def drain(self):
        while self._work:
            ask = self._work.pop()
            if ask not in self._asked:
                self._asked.add(ask)
                self._resolve(*ask)

    def keep(self, at):
        if at in self.kept:
            return
        self.kept.add(at)
        statement = self.block.statements[at]
        if leaves_out(statement):
            self.left_out.add(at)
            return
        effects = self.block.effects(at)
        self._work += [(name, at) for name in effects.reads]
        later = max(self.limit, at + 1)
        self._work += [(name, later) for name in effects.reads_later]

    def _resolve(self, name, limit):
        if not self.block.binds(name):
            self.unknown.add(name)
            return
        if self._before(name, limit):
            return
        behind = range(limit, len(self.block.statements))
        found = [at for at in behind if name in self.block.effects(at).binds]
        if found:
            for at in found:
                self.keep(at)
            return
        stars = [at for at in range(len(self.block.statements)) if self.block.effects(at).star]
        for at in stars:
            self.keep(at)
        self.unknown.add(name)

    def _before(self, name, limit):
        """Keep the last sure binding before an index, and all that may change the name between the two."""
        touched = False
        for at in range(limit - 1, -1, -1):
            effects = self.block.effects(at)
            if name in effects.binds:
                touched = True
                self.keep(at)
                if effects.sure and at not in self.left_out:
                    return True
            elif name in effects.changes and self._is_change(at):
                self.keep(at)
        return touched

    def _is_change(self, at):
        """A call that may change a name counts where it can be no more than that: no training, no printing."""
        statement = self.block.statements[at]
        if not isinstance(statement, ast.Expr):
            return True
        function = statement.value.func
        return isinstance(function, ast.Attribute) or getattr(function, 'id', '') not in ('print', 'summary', 'test', 'main')


def leaves_out(statement):
    """Never run for a definition: training, data loading, the script's own run."""
    if is_main_guard(statement):
        return True
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
        return False
    return trains(statement)


def one_by_one(statements):
    """`from m import a, b` as two statements: one that raises takes no other name with it."""
    for statement in statements:
        if isinstance(statement, (ast.Import, ast.ImportFrom)) and len(statement.names) > 1:
            for alias in statement.names:
                if isinstance(statement, ast.Import):
                    single = ast.Import([alias])
                else:
                    single = ast.ImportFrom(statement.module, [alias], statement.level)
                yield ast.copy_location(single, statement)
        else:
            yield statement

