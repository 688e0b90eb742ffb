"""The records of one run of a definition: names, calls in their order, and the calls that are running."""
import collections
import re
import sys

from skipscope.recording import current


class State:
    """
    `nodes`: every call of a layer in order. `made`: every layer. `calls`: the names of the user's functions as they were called.
    `refused`: the call whose tensors did not fit, if it was the last one.
    """

    def __init__(self):
        self.names = collections.Counter()
        self.nodes, self.made, self.compiled, self.called = [], [], [], []
        self.numbers, self.calls, self.kept = {}, [], []
        self.silent = self.depth = 0
        self.refused = None


state = State()
FORMAT = {'data_format': 'channels_last', 'floatx': 'float32', 'epsilon': 1e-7, 'policy': 'float32'}


def reset():
    """Forget everything, as a fresh interpreter does."""
    state.__init__()
    FORMAT.update(data_format='channels_last', floatx='float32', epsilon=1e-7, policy='float32')


def snake_case(name):
    name = re.sub(r'\W+', '', name)
    name = re.sub('(.)([A-Z][a-z]+)', r'\1_\2', name)
    return re.sub('([a-z])([A-Z])', r'\1_\2', name).lower()


def auto_name(prefix):
    """`conv2d`, then `conv2d_1`."""
    prefix = snake_case(prefix)
    count = state.names[prefix]
    state.names[prefix] += 1
    return prefix if count == 0 else '%s_%d' % (prefix, count)


MOST_FRAMES = 40


def frames():
    """The user's frames that are running, innermost first: (code, instruction, line)."""
    return [noted for noted, _ in _users()]


def running():
    """The numbers of the user's calls that are running, outermost first; `state.calls` names them."""
    return tuple(number for number in (_number(frame) for _, frame in reversed(_users())) if number is not None)


def _users():
    making, frame, found = current.making, sys._getframe(2), []
    if making is None:
        return found
    files = making._file_numbers
    while frame is not None and len(found) < MOST_FRAMES:
        code = frame.f_code
        name = code.co_filename
        if (files[name] if name in files else making._number(name)) is not None:
            found.append(((code, frame.f_lasti, frame.f_lineno), frame))
        frame = frame.f_back
    return found


def _number(frame):
    """Calls are told apart by their frames, which are kept so that no other has their place."""
    name = frame.f_code.co_name
    if name.startswith('<'):
        return None
    if id(frame) not in state.numbers:
        state.numbers[id(frame)] = len(state.calls)
        owner = frame.f_locals.get('self') if name in ('call', '__call__') else None
        state.calls.append(getattr(owner, 'name', None) or name)
        state.kept.append(frame)
    return state.numbers[id(frame)]
