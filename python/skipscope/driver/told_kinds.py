"""The kinds of the parameters of `forward` that its annotations and its docstring tell: lists of tensors, numbers, switches."""
import inspect
import re

ANNOTATED = ((re.compile(r'^(?:typing\.)?(?:Tuple|List|Sequence|tuple|list)\[(?:torch\.)?(?:\w+\.)*Tensor\b'), 'list'),
             (re.compile(r"^(?:<class ')?int\b"), 'extent'), (re.compile(r"^(?:<class ')?float\b"), 'number'), (re.compile(r"^(?:<class ')?bool\b"), 'flag'))
# `name (type): …` of Google's style and `name : type` of NumPy's, where the type is one alone.
DOCUMENTED = re.compile(r'^[ \t]*(\w+)[ \t]*(?:\([ \t]*([^()\n]+?)[ \t]*\)[ \t]*:|:[ \t]*(int|float|bool|list\[\w*\.?Tensor\])[ \t]*$)', re.M)
ALONE = re.compile(r'^(?:int|float|bool|(?:tuple|list|Tuple|List)\[(?:torch\.)?Tensor\])$')


def told_kinds(model):
    """
    {name: kind} of the parameters whose kind is told. A docstring's list is a `called list`: detectors take one of single pictures, or
    a batch as well.
    """
    try:
        parameters = inspect.signature(model.forward).parameters
    except (TypeError, ValueError):
        return {}
    annotated = {name: _kind(str(one.annotation)) for name, one in parameters.items() if one.annotation is not one.empty}
    documented = {name: 'called list' if _kind(kind) == 'list' else _kind(kind) for name, kind in _documented(model) if name in parameters and name not in annotated}
    return {name: kind for name, kind in {**documented, **annotated}.items() if kind}


def _documented(model):
    for name, inside, alone in DOCUMENTED.findall(inspect.getdoc(model.forward) or ''):
        if ALONE.match(inside or alone):
            yield name, inside or alone


def _kind(text):
    return next((kind for pattern, kind in ANNOTATED if pattern.search(text)), None)
