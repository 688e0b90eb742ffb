"""
The ways to make a definition, the surest first: the user's arguments, captured ones, calls in the text, defaults,
configurations and guesses by name. Each value comes with its origin.
"""
import ast
import inspect
import itertools

from .capture import making_of
from .configurations import as_settings
from .evidence import calls_to, configured, fed_templates
from .guesses import Guesser, absent_vocabularies, required
from .names import FUNCTIONS
from .registries import registered
from .shown import shown

MOST_ROOTS = 6
# The channels of a picture are too few for a layer that divides them, as by a reduction of 16; those of a feature map are not.
NARROW, WIDE = 3, 64


class Candidate:
    """
    `make()` gives the model. `values`: (name, value, origin). `templates`: inputs that belong to it. `is_sure`: no
    value is guessed.
    """

    def __init__(self, make, values, templates=(), is_sure=True):
        self.make = make
        self.values = list(values)
        self.templates = templates
        self.is_sure = is_sure

    def arguments(self, session):
        return [{'name': name, 'text': shown(value), 'origin': session.origin(origin)} for name, value, origin in self.values]


class Target:
    """A callable: a class, a function or a bound method. `parameters` are those that a call gives."""

    def __init__(self, call, unit, site):
        self.call = call
        self.unit = unit
        self.site = site
        self.parameters = parameters_of(call)

    def bind(self, arguments, keywords):
        """Values by parameter; None if the call does not fit."""
        names = [one.name for one in self.parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
        star = next((one.name for one in self.parameters if one.kind == one.VAR_POSITIONAL), None)
        if len(arguments) > len(names) and star is None:
            return None
        values = dict(zip(names, arguments))
        if len(arguments) > len(names):
            values['*' + star] = tuple(arguments[len(names):])
        values.update(keywords)
        return values

    def make(self, values):
        """Call it with values by parameter."""
        values = dict(values)
        star = next((name for name in values if name.startswith('*')), None)
        positional = []
        if star is not None:
            rest = values.pop(star)
            names = [one.name for one in self.parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
            positional = [values.pop(name) for name in names if name in values] + list(rest)
        for one in self.parameters:
            if one.kind == one.POSITIONAL_ONLY and one.name in values:
                positional.append(values.pop(one.name))
        return self.call(*positional, **values)


def parameters_of(call):
    """The parameters of a class's constructor or of a function; none where Python cannot tell."""
    try:
        if isinstance(call, type):
            return list(inspect.signature(call.__init__).parameters.values())[1:]
        return list(inspect.signature(call).parameters.values())
    except (TypeError, ValueError, NameError):
        return []


def left_to_parents(target):
    """Parameters that the constructors of a class's parents require and its own does not hand them: it takes them by `**kwargs`."""
    known, found = set(), []
    for kind in target.call.__mro__ if isinstance(target.call, type) else ():
        own = parameters_of(kind.__dict__['__init__'])[1:] if '__init__' in kind.__dict__ else []
        found += [one for one in required(own) if one.name not in known] if known else []
        known |= {one.name for one in own}
        if own and not any(one.kind == one.VAR_KEYWORD for one in own):
            break
    calls = [one for one in ast.walk(target.site.node) if isinstance(one, ast.Call) and getattr(one.func, 'attr', '') == '__init__']
    given = {keyword.arg for one in calls for keyword in one.keywords}
    in_order = max((sum(not isinstance(one, ast.Starred) for one in call.args) for call in calls), default=0)
    return [one for one in found[in_order:] if one.name not in given]


def optional_of_parents(target):
    """Parameters of a class's parents with a default."""
    return [one for kind in target.call.__mro__[1:] if '__init__' in kind.__dict__ for one in parameters_of(kind.__dict__['__init__'])[1:]
            if one.default is not one.empty]


def asked_of_keywords(target):
    """Parameters that a definition reads out of its own `**kwargs` (`kwargs['width'] *= 2`) and gives no value itself."""
    maker = target.site.node
    if isinstance(maker, ast.ClassDef):
        maker = next((one for one in maker.body if isinstance(one, ast.FunctionDef) and one.name == '__init__'), None)
    if not isinstance(maker, FUNCTIONS) or maker.args.kwarg is None:
        return []
    parts = list(ast.walk(maker))
    changed = [one.target for one in parts if isinstance(one, ast.AugAssign)]
    entries = [one for one in parts if isinstance(one, ast.Subscript) and getattr(one.value, 'id', '') == maker.args.kwarg.arg
               and isinstance(getattr(one.slice, 'value', None), str)]
    given = {one.slice.value for one in entries if isinstance(one.ctx, ast.Store) and one not in changed}
    names = dict.fromkeys(one.slice.value for one in entries)
    return [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names if name not in given and name.isidentifier()]


def candidates(session, target):
    """Every way to make a definition, in order."""
    user = as_settings(session.user_values(target), target.site.node, session.definition)
    missing = [one.name for one in required(target.parameters) if one.name not in user]
    if user and not missing:
        yield _with(target, [(name, value, 'user') for name, value in user.items()], user)
    for candidate in _evident(session, target):
        yield _overridden(candidate, user, target)


def _evident(session, target):
    later = []
    if target.site.kind == 'class':
        for candidate in captured(session, target):
            if candidate.is_sure:
                yield candidate
            else:
                later.append(candidate)
    yield from called(session, target)
    if not required(target.parameters):
        yield _with(target, _defaults(target), {})
    if target.site.kind == 'class':
        yield from _configured(session, target)
    yield from later
    yield from guessed(session, target)


def _defaults(target):
    return [(one.name, one.default, 'default') for one in target.parameters
            if one.default is not one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]


def _with(target, told, values, templates=(), is_sure=True):
    given = {name for name, _, _ in told}
    rest = [one for one in _defaults(target) if one[0] not in given]
    candidate = Candidate(lambda: target.make(values), told + rest, templates, is_sure)
    candidate.given = values
    return candidate


def _overridden(candidate, user, target):
    """The same with the user's arguments in their places."""
    if not user:
        return candidate
    values = dict(getattr(candidate, 'given', {}))
    values.update(user)
    told = [(name, value, origin) for name, value, origin in candidate.values if name not in user]
    told += [(name, value, 'user') for name, value in user.items()]
    return _with(target, [one for one in told if one[2] != 'default'], values, candidate.templates, candidate.is_sure)


def captured(session, target):
    """As the definition is made inside others, with the very instance and the inputs of its first call."""
    for root in session.roots_of(target)[:MOST_ROOTS]:
        built = session.built(*root)
        if built is None:
            continue
        for module, template in built.instances(target.call):
            making = making_of(module)
            values = target.bind(*making) if making else {}
            origin = ('captured', built.name, built.path_of(module))
            told = [(name, value, origin) for name, value in (values or {}).items()]
            is_root = module is built.model
            templates = [template] if template is not None else []
            for one in templates:
                one.origin = built.template.origin if is_root and built.template else {'from': 'captured'}
            candidate = Candidate(lambda module=module: module, told + [one for one in _defaults(target) if one[0] not in (values or {})],
                                  templates, built.is_sure and not (is_root and is_searched(built)))
            candidate.given = values or {}
            yield candidate
            break


def is_searched(built):
    """A root that is the definition itself and was fed a shape that was searched: calls in the text may tell more."""
    return built.template is None or built.template.origin['from'] == 'search'


def called(session, target):
    """As calls in the text make it."""
    seen = []
    for call in calls_to(session, target):
        values = target.bind(call.arguments, call.keywords)
        if values is None or any(one.name not in values for one in required(target.parameters)):
            continue
        key = shown(values)
        templates = list(fed_templates(session, call))
        if key in seen and not templates:
            continue
        seen.append(key)
        origin, absent = ('call', (call.source, call.node, call.place.around)), absent_vocabularies(values)
        told = [(one, absent.get(one, value), 'name' if one in absent else origin) for one, value in values.items()]
        yield _with(target, told, {**values, **absent}, templates, is_sure=not absent)


def _configured(session, target):
    """As a configuration names it, `dict(type='Net', depth=50)`, or a registry keeps its arguments beside it."""
    names = {one.name for one in target.parameters}
    needed = {one.name for one in required(target.parameters)}
    # A constructor that hands on what it does not name takes all that is kept for it.
    takes_all = any(one.kind == one.VAR_KEYWORD for one in target.parameters)
    whole = needed | {one.name for one in left_to_parents(target)} if takes_all else needed
    told = ((values, whole) for values, _ in configured(session, target.site.name))
    kept = ((values, needed) for values in registered(session, target, needed))
    for values, wanted in itertools.chain(told, kept):
        fits = {name: value for name, value in values.items() if name in names or takes_all and not name.startswith('_')}
        if wanted <= set(fits):
            fits = as_settings(fits, target.site.node, session.definition)
            yield _with(target, [(name, value, 'configuration') for name, value in fits.items()], fits)
            return


def guessed(session, target):
    """Required parameters by annotation, configuration and name, then those too that are None. Nothing if one has no value."""
    guesser = Guesser(session, target)
    values, told = {}, []
    for one in required(target.parameters) + asked_of_keywords(target):
        found = guesser.guess(one)
        if found is None:
            session.note_unknown(one.name)
            return
        values[one.name] = found[0]
        told.append((one.name, found[0], found[1]))
    if told:
        sure = all(origin in ('annotation', 'configuration') for _, _, origin in told)
        yield _with(target, told, values, is_sure=sure)
    wide = {name: WIDE for name, value, origin in told if origin == 'name' and value == NARROW and type(value) is int and not name.startswith('k')}
    if wide:
        yield _with(target, [(name, wide.get(name, value), origin) for name, value, origin in told], {**values, **wide}, is_sure=False)
    parents = left_to_parents(target)
    left = {one.name: found[0] for one in parents if one.name not in values for found in [guesser.guess(one)] if found is not None}
    if left:
        told, values = told + [(name, value, 'name') for name, value in left.items()], {**values, **left}
        yield _with(target, told, values, is_sure=False)
    optional = [*target.parameters, *(optional_of_parents(target) if parents else ())]
    numbers = {one.name: number for one in optional for number in [guesser.number(one)] if number is not None}
    if numbers:
        yield _with(target, told + [(name, value, 'name') for name, value in numbers.items()], {**values, **numbers}, is_sure=False)
