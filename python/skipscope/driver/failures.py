"""The reasons for which a definition cannot be recorded, with the place in the user's files: `PythonFailure` of the schema."""
import errno
import os
import re
import sys

from ..recording.errors import NeedsValues, UnknownOperation


# In torch's words, from 2.0 on.
NO_VALUES = re.compile(r"meta tensor|meta device|register_meta|'Meta' backend|device=meta|\d+D meta |DynamicOutputShape|\.item\(\) cannot")


class Failed(Exception):
    """A reason of the driver's own. `values` fill the sentence of the code; `place` = (path, line, function)."""

    def __init__(self, code, values, place=None):
        super().__init__('%s %s' % (code, values))
        self.code = code
        self.values = values
        self.place = place


class MissingPackage(ImportError):
    """Something of a package that is not there is used in earnest."""

    def __init__(self, package, what=None):
        super().__init__('%s is not there' % (what or package), name=package)
        self.package = package


class UnknownSetting(AttributeError, KeyError):
    """An entry of a configuration that nothing tells."""

    def __init__(self, name, definition):
        super().__init__(name)
        self.setting, self.definition = name, definition

    def __str__(self):
        return 'nothing tells %s' % self.setting


class Refused(BaseException):
    """`input()`, a process, a file for writing: nothing that a definition may do. No `except Exception` sees it."""

    def __init__(self, what):
        super().__init__(what)
        self.what = what


class Unreached(OSError):
    """A connection or a program that a definition may not have: to a library, such as one that asks git for its version, it isn't there."""

    def __init__(self, what):
        super().__init__(errno.ENOENT, 'not reached from here: %s' % what)
        self.what = what


class Unavailable(NameError):
    """A name whose statement raised or was left out; `cause` is the first error, if one was raised."""

    def __init__(self, name, cause):
        super().__init__("name '%s' is not defined" % name)
        self.cause = cause


def chain(error):
    """An error, then what it was raised from."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = getattr(error, 'cause', None) or error.__cause__


def unreached(error):
    """The connection or program that was refused on the way to an error, or None."""
    seen, left = [], [error]
    while left:
        one = left.pop()
        if isinstance(one, Unreached):
            return one
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            left += [one.__cause__, one.__context__, getattr(one, 'reason', None)]
    return None


def first_cause(error):
    """The error that tells most: the one that left a name without a value, a package that is not there."""
    chosen = error
    for one in chain(error):
        chosen = one
        if isinstance(one, (MissingPackage, Refused, NeedsValues, UnknownOperation)):
            break
    return chosen


def _missing_part(name):
    """The package that is not there, or the module of one that is."""
    first = name.partition('.')[0]
    return name if first in sys.modules else first


def code_and_values(error):
    """The code of the contract for an error, and the values of its sentence."""
    if isinstance(error, Failed):
        return error.code, error.values
    if isinstance(error, UnknownSetting):
        return 'argument', {'name': error.setting, 'definition': error.definition}
    if isinstance(error, SyntaxError):
        return 'syntax', {'text': error.msg or str(error)}
    if isinstance(error, NeedsValues):
        return 'needs-values', {'operation': str(error.operation)}
    if isinstance(error, UnknownOperation):
        return 'operation', {'operation': str(error.operation)}
    if isinstance(error, Refused):
        return 'refused', {'what': error.what}
    connection = unreached(error)
    if connection is not None:
        return 'refused', {'what': connection.what}
    if isinstance(error, SystemExit):
        return 'refused', {'what': 'sys.exit'}
    if isinstance(error, MissingPackage):
        return 'package', {'package': error.package}
    if isinstance(error, ModuleNotFoundError):
        return 'package', {'package': _missing_part(getattr(error, 'name', None) or 'import')}
    if isinstance(error, MemoryError):
        return 'out-of-memory', {}
    if NO_VALUES.search('%s %s' % (type(error).__name__, error)):
        return 'needs-values', {'operation': _asking(str(error))}
    # A draft lies on a device of its own, which is none of the user's.
    return 'raised', {'kind': type(error).__name__, 'text': str(error).replace('torch.meta.', 'torch.')[:500]}


def _asking(text):
    """The operation that asks for entries which a draft of the user's own torch does not have."""
    found = re.search(r"(?:aten::|torch\.)(\w+)", text)
    return 'torch.%s' % found.group(1).lstrip('_') if found else text.partition(' ')[0]


def user_frames(error, positions):
    """The frames of the user's files that an error went through, innermost first: (code, instruction, line)."""
    found = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if positions.is_users(code.co_filename):
            found.append((code, trace.tb_lasti, trace.tb_lineno))
        trace = trace.tb_next
    return found[::-1]


def syntax_place(error):
    """The place that a `SyntaxError` tells, 1-based."""
    column = error.offset or 0
    end = getattr(error, 'end_offset', None) or column
    return [0, error.lineno or 1, column, max(column, end), '<module>']


def failure_of(error, users, positions):
    """
    An error as `PythonFailure`. `users` tells the files that count as the user's; `positions` reads frames as the
    recording does, so that the place's file is one of its files.
    """
    error = first_cause(error)
    code, values = code_and_values(error)
    package = _failing_package(error, users)
    if package is not None and code in ('raised', 'package', 'syntax'):
        code, values = 'package-fails', {'package': package, 'text': '%s: %s' % (type(error).__name__, str(error)[:300])}
    failure = {'code': code, 'values': values}
    if code == 'syntax' and error.filename and users.is_users(error.filename):
        failure['file'] = users.relative(error.filename)
        failure['at'] = syntax_place(error)
        return failure
    place = getattr(error, 'place', None)
    if place is not None:
        failure['file'] = users.relative(place[0])
        failure['at'] = [0, place[1], 0, 0, place[2]]
        return failure
    frames = user_frames(error, users)
    if frames:
        _note_files(positions, frames[0])
        failure['file'] = users.relative(frames[0][0].co_filename)
        failure['at'] = positions.read(frames[:1])[0]
    return failure


def _failing_package(error, users):
    """The package of the user's environment that an error ended the import of, or None."""
    trace, package = error.__traceback__, None
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name == '<module>':
            package = users.package_of(code.co_filename) or package
        trace = trace.tb_next
    return package


def _note_files(positions, frame):
    """Give the file of a frame a number in the recording."""
    if frame[0].co_filename not in positions._file_numbers:
        positions._number(frame[0].co_filename)


def python_version():
    return '%d.%d.%d' % sys.version_info[:3]


def normal(path):
    """One spelling of a path."""
    return os.path.normpath(os.path.abspath(path))
