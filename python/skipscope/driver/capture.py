"""Observe a model while it is built and run: the arguments of each module, and those of its first call."""
import contextlib
import sys

from .templates import BATCHES, Template, described

MADE = '_skipscope_made'


class Making:
    """The arguments that a module was made with. A copy of the module shares them."""

    def __init__(self, arguments, keywords):
        self.arguments = arguments
        self.keywords = keywords

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self


class Observer:
    """`order`: the modules that were made. `calls[id(module)]`: template of its first call. `done`: calls that returned."""

    def __init__(self):
        self.order, self.calls, self.embedded = [], {}, {}
        self.done = 0
        self.batch = BATCHES[0]
        self._pending = {}

    def made(self, module, arguments, keywords):
        module.__dict__[MADE] = Making(arguments, keywords)
        self.order.append(module)

    def called(self, module, arguments, keywords):
        key = id(module)
        if type(module).__name__ == 'Embedding' and arguments and hasattr(module, 'num_embeddings'):
            self.embedded.setdefault(tuple(arguments[0].shape), []).append(module.num_embeddings)
        if key not in self.calls:
            specs = {}
            self.calls[key] = (module, Template(described(list(arguments), specs), described(dict(keywords), specs)))
            self._pending[key] = True
        elif self.batch != BATCHES[0] and self._pending.pop(key, False):
            specs = {}
            again = Template(described(list(arguments), specs), described(dict(keywords), specs))
            self._grow(self.calls[key][1], again)

    def _grow(self, first, second):
        """Give the specs of a first call the shapes that they have with a larger batch."""
        ours, theirs = first.specs(), second.specs()
        if [path for path, _ in ours] == [path for path, _ in theirs]:
            for (_, spec), (_, other) in zip(ours, theirs):
                spec.shapes[self.batch] = other.shapes[self.batch]

    def restart(self):
        """Forget the calls of an earlier run; what was made stays."""
        self.calls, self.embedded, self._pending = {}, {}, {}
        self.done = 0

    def next_batch(self, batch):
        self.batch = batch


_active = []


@contextlib.contextmanager
def observing(torch, observer):
    """Tell an observer of every module that is made and called while this is open."""
    _install(torch.nn.Module)
    _active.append(observer)
    try:
        yield observer
    finally:
        _active.remove(observer)


def _install(module_class):
    """Once for a torch: a class that once had a `__new__` of its own cannot do without again."""
    if module_class.__dict__.get('_skipscope_observed'):
        return
    module_class._skipscope_observed = True
    make, call = module_class.__new__, module_class.__call__

    def __new__(cls, *arguments, **keywords):
        made = object.__new__(cls) if make is object.__new__ else make(cls, *arguments, **keywords)
        if _active and not _is_copy():
            _active[-1].made(made, arguments, keywords)
        return made

    def __call__(self, *arguments, **keywords):
        if not _active:
            return call(self, *arguments, **keywords)
        observer = _active[-1]
        observer.called(self, arguments, keywords)
        result = call(self, *arguments, **keywords)
        observer.done += 1
        return result

    module_class.__new__ = staticmethod(__new__)
    module_class.__call__ = __call__


def _is_copy():
    """The module is made by `copy`, which calls no constructor."""
    return sys._getframe(2).f_code.co_name in ('__newobj__', '__reduce_ex__', '__deepcopy__', '_reconstruct')


def making_of(module):
    """(arguments, keywords) that a module was made with, or None."""
    made = module.__dict__.get(MADE)
    if made is None and 'made_with' in module.__dict__:
        return module.made_with
    return None if made is None else (made.arguments, made.keywords)


class Built:
    """A root that was built, with what its observer saw."""

    def __init__(self, session, name, model, observer, is_sure):
        self.session, self.name = session, name
        self.model = model
        self.observer = observer
        self.is_sure = is_sure
        self.template = None

    def instances(self, kind):
        """(module, template of its first call) of every module of exactly this class, called ones first."""
        found = [module for module in self.observer.order if type(module) is kind and module.__dict__.get('_modules') is not None]
        key = 'first', self.name, kind.__qualname__
        if self.session.is_again:
            return [(module, None) for module in found[self.session.drafted.get(key, 0):][:1]]
        called = [(module, self.observer.calls[id(module)][1]) for module in found if id(module) in self.observer.calls]
        if called:
            self.session.remembered[key] = found.index(called[0][0])
        return called or [(module, None) for module in found]

    def path_of(self, module):
        return next((path for path, one in self.model.named_modules() if one is module), '')
