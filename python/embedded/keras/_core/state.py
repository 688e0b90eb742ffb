"""The records of one run of a definition: names, calls in their order, and the calls that are running."""
import collections
import re

from skipscope.recording.running import Running


class State:
    """
    `nodes`: every call of a layer in order. `made`: every layer. `running`: the user's calls.
    `refused`: the call whose tensors did not fit, if it was the last one.
    """

    def __init__(self):
        self.names = collections.Counter()
        self.nodes, self.made, self.compiled, self.called = [], [], [], []
        self.running = Running()
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
