"""Values of parameters that nothing tells, by annotation, by what the module holds, and last by name."""
import ast
import inspect

from .configurations import CONFIGURATIONS, Settings, guessed_setting, is_read
from .keras_guesses import keras_guess
from .names_of_values import GUESSES, VOCABULARIES
from .scopes import Place
from .source import calls_of

MOST_PARSERS = 8
CLASSES = {
    'norm_layer': 'BatchNorm2d', 'norm': 'BatchNorm2d', 'act_layer': 'ReLU', 'activation_layer': 'ReLU', 'nonlinearity': 'ReLU',
    'act': 'ReLU', 'activation': 'ReLU', 'norm_type': 'BatchNorm2d', 'conv_layer': 'Conv2d', 'conv': 'Conv2d', 'act_func': 'ReLU',
}
SIMPLE = (int, float, str, bool, list, dict, tuple, type(None))
BY_TYPE = {int: 64, float: 0.1, bool: False, str: '', 'int': 64, 'float': 0.1, 'bool': False}


def required(parameters):
    """The parameters that a call must give."""
    return [one for one in parameters if one.default is one.empty and one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]


def absent_vocabularies(values):
    """{name: guess} of vocabularies without a word: they were counted in data that isn't there."""
    return {name: GUESSES[name] for name, value in values.items() if name in VOCABULARIES and type(value) is int and value == 0}


class Guesser:
    """`make(cls)` builds a class of the user's with its defaults; `nn` is torch's."""

    def __init__(self, session, target):
        self.session = session
        self.unit = target.unit
        self.site = target.site
        self.nn = session.torch.nn

    def guess(self, parameter):
        """(value, origin) of a parameter, or None."""
        return keras_guess(self.unit, parameter) or self._annotated(parameter) or self._configuration(parameter) or self._class(parameter) or self._named(parameter)

    def number(self, parameter):
        """A number by name for a parameter that is None unless it is given, as `drop_prob=None` of a stochastic depth; else None."""
        found = self._named(parameter) if parameter.default is None else None
        return found[0] if found is not None and type(found[0]) in (int, float) else None

    def _annotated(self, parameter):
        kind = None if parameter.annotation is parameter.empty else self._resolved(parameter.annotation)
        if isinstance(kind, type) and kind not in SIMPLE and kind.__module__ not in ('typing', 'builtins') and not self._is_module(kind):
            made = self._made(kind)
            if made is not None:
                return made, 'annotation'
        return None

    def _resolved(self, annotation):
        if isinstance(annotation, str):
            try:
                self.unit.need({annotation.split('.')[0].split('[')[0]})
                return eval(annotation, dict(self.unit.namespace))
            except Exception:
                return None
        return annotation

    def _is_module(self, kind):
        return isinstance(kind, type) and (issubclass(kind, self.nn.Module) or issubclass(kind, self.session.torch.Tensor))

    def _made(self, kind):
        try:
            parameters = list(inspect.signature(kind).parameters.values())
            if required(parameters):
                return None
            made = kind()
            for name in VOCABULARIES & set(vars(made)):
                if type(getattr(made, name)) is int and getattr(made, name) <= 0:
                    # A tokenizer that isn't there would tell it.
                    setattr(made, name, GUESSES[name])
            return made
        except Exception:
            return None

    def _configuration(self, parameter):
        if parameter.name.lower() not in CONFIGURATIONS:
            return None
        names = [one for one in self.session.class_names(self.unit) if one.lower().endswith(('config', 'args', 'configs', 'params', 'hparams'))]
        for name in names:
            kind = self.session.quiet_take(self.unit, name)
            made = self._made(kind) if isinstance(kind, type) else None
            if made is not None:
                return made, 'configuration'
        parsed, is_whole = self._parsed(parameter.name) or (None, False)
        if is_whole:
            return parsed, 'configuration'
        if not is_read(self.site.node, parameter.name):
            return None if parsed is None else (parsed, 'configuration')
        return Settings((parameter.name, self.session.definition), vars(parsed) if parsed is not None else {}, self._setting), 'name'

    def _setting(self, name):
        return guessed_setting(name, lambda one: self._named(inspect.Parameter(one, inspect.Parameter.KEYWORD_ONLY)))

    def _parsed(self, name):
        """(defaults of a command line of the file, or else of the workspace; whether they have all that the definition reads), or None."""
        wanted = {part.attr for part in ast.walk(self.site.node) if isinstance(part, ast.Attribute) and getattr(part.value, 'id', '') == name}
        workspace = self.session.workspace
        files = [self.unit.source.path] + [one for one in workspace.naming('parse_args') if one != self.unit.source.path]
        best = None
        for file in files[:MOST_PARSERS]:
            source = workspace.quiet_source(file)
            for node, around in (calls_of(source).get('parse_args', []) if source else []):
                try:
                    told = Place(self.session.runner.unit(file), around).evaluate([node])[0]
                except self.session.stops:
                    continue
                if told is None or hasattr(told, '_absent'):
                    continue
                fits = len(wanted & set(vars(told)))
                if wanted and fits == len(wanted):
                    return told, True
                if (fits or file == self.unit.source.path) and (best is None or fits > best[0]):
                    best = fits, told
        return best and (best[1], False)

    def _class(self, parameter):
        name = parameter.name.lower()
        told = str(parameter.annotation)
        wants_class = 'Callable' in told or 'Type[' in told or 'type[' in told or name.endswith('_layer') or name in CLASSES
        if name in ('block', 'blocks', 'resblock', 'bottleneck', 'transition_block') or 'block' in name and wants_class:
            for one in self.session.class_names(self.unit):
                if one in ('BasicBlock', 'Bottleneck', 'Block', 'ResidualBlock', 'ResBlock') and one != self.session.definition:
                    kind = self.session.quiet_take(self.unit, one)
                    if self._is_module(kind):
                        return kind, 'name'
        if wants_class and name in CLASSES:
            return getattr(self.nn, CLASSES[name]), 'name'
        if name in ('fn', 'module', 'layer', 'submodule', 'func', 'block', 'net', 'model', 'backbone', 'encoder', 'trunk', 'base_model', 'sublayer'):
            return self.nn.Identity(), 'name'
        return None

    def _named(self, parameter):
        name = parameter.name
        for key in (name, name.lower(), name.strip('_')):
            if key in GUESSES:
                value = GUESSES[key]
                return _listed(value, parameter.annotation), 'name'
        if name.startswith(('use_', 'is_', 'with_', 'has_', 'do_')):
            return False, 'name'
        suffixes = [(key, value) for key, value in GUESSES.items() if len(key) > 3 and name.lower().endswith('_' + key)]
        if suffixes:
            return _listed(max(suffixes, key=lambda pair: len(pair[0]))[1], parameter.annotation), 'name'
        if parameter.annotation in BY_TYPE and parameter.annotation is not str:
            return BY_TYPE[parameter.annotation], 'name'
        return None


def _listed(value, annotation):
    told = str(annotation)
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, int) and not isinstance(value, bool) and ('List[int' in told or 'list[int' in told or 'Sequence[int' in told):
        return [value] * 4
    if isinstance(value, int) and 'Tuple[int, int]' in told:
        return (value, value)
    return value
