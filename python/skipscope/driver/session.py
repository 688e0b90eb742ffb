"""Everything that one request builds: the workspace, its modules as they run, and the roots that were built on the way."""
import ast
import inspect

from .arguments import Target, candidates
from .capture import Built, Observer, observing
from .evidence import may_import
from .failures import Failed, Refused
from .inputs import Fitting
from .keras_models import Instances, call_once, model_in
from .names import FUNCTIONS, is_main_guard
from .patience import Patience
from .running import Runner
from .scopes import place_of_site
from .sites import all_sites, find_site, is_class_method, is_static, looks_like_model, module_classes
from .standins import is_module

MOST_CANDIDATES = 6
MOST_IMPORTERS = 6


class Session:
    """`stops`: every error that a definition's own code may raise and the driver goes on after."""
    stops = (Exception, SystemExit, Refused)

    def __init__(self, workspace, torch, request):
        self.workspace = workspace
        self.torch = torch
        self.user = dict(request.get('arguments') or {})
        self.has_shapes = bool(request.get('inputShapes'))
        self.definition = ''
        # What a draft has found, and this session: inputs by class, ways by definition, the instances that are called first.
        self.drafted, self.remembered = {}, {}
        # A definition that was recorded is built once more, for training: what it is made inside of is not run.
        self.is_again = False
        self._begin(whole=False)

    def _begin(self, whole):
        self.notes, self.skipped = [], []
        self.runner = Runner(self.workspace, lambda about, what, place: self.notes.append((about, what, place)), whole)
        self.unknown_argument = None
        self._built, self._building = {}, []
        self.patience = Patience(self.workspace.is_users)

    def start_over(self):
        """Forget all that ran, and run packages whole from now on: some register their models as they are imported."""
        self.runner.uninstall()
        self._begin(whole=True)
        self.runner.install()

    # Definitions
    def site(self, path, name):
        source = self.workspace.source(path)
        return find_site(source.tree, name, (path, 1, '<module>'))

    def target(self, path, site):
        """The callable of a class, a function or a method; raises the error that keeps it from being defined."""
        unit = self.runner.unit(path)
        if site.kind == 'method':
            return Target(self._method(unit, site), unit, site)
        return Target(self._value(unit, site), unit, site)

    def _value(self, unit, site):
        if len(site.around) == 1:
            at = next(at for at, one in enumerate(unit.source.block.statements) if one is site.node)
            unit.run(unit.source.block.slice_to(at))
            value = unit.namespace.get(site.name)
            if value is None:
                raise unit.unavailable.get(site.name) or Failed('site-not-found', {'name': site.name})
            return value
        if isinstance(site.top, ast.stmt) and not is_main_guard(site.top) and not any(isinstance(one, FUNCTIONS) for one in site.around):
            return self.runner.take(unit, site.name.split('.')[0])
        return place_of_site(unit, site).evaluate([ast.copy_location(ast.Name(site.name, ast.Load()), site.node)])[0]

    def _method(self, unit, site):
        owner = self.runner.take(unit, site.owner.name)
        bound = getattr(owner, site.node.name)
        if is_static(site.node) or is_class_method(site.node):
            return bound
        for candidate in candidates(self, Target(owner, unit, self.site(unit.source.path, site.owner.name))):
            try:
                return getattr(candidate.make(), site.node.name)
            except self.stops as error:
                self.skipped.append((unit.source.path, site.node.lineno, error))
        return bound

    def variable(self, path, site):
        """The model that a variable of the module holds, after all that changes it."""
        unit = self.runner.unit(path)
        if len(site.around) == 1:
            at = next(at for at, one in enumerate(unit.source.block.statements) if one is site.node)
            unit.run(unit.source.block.slice_to(at))
            name = site.name.split('.')[0]
            unit.need({name}, self._end_of_variable(unit, site, at))
        expression = ast.parse(site.name, mode='eval').body
        if len(site.around) > 1:
            return place_of_site(unit, site).evaluate([expression])[0]
        if site.name.split('.')[0] not in unit.namespace:
            raise unit.unavailable.get(site.name.split('.')[0]) or Failed('site-not-found', {'name': site.name})
        return unit.evaluate(expression, unit.namespace)

    def _end_of_variable(self, unit, site, at):
        """The statement that gives the name another value."""
        statements = unit.source.block.statements
        name = site.name.split('.')[0]
        for later in range(at + 1, len(statements)):
            effects = unit.source.block.effects(later)
            if name in effects.binds and name not in effects.reads:
                return later
        return len(statements)

    # Roots
    def roots_of(self, target):
        """(path, site) of what holds a class: what no other definition uses first, then by closeness."""
        path, name = target.unit.source.path, target.site.name
        found = self._users_in(path, {name})
        words = {name} | {site.name for _, site in found}
        if self._building:
            # A root on the way to another definition: what its own file tells is enough.
            return found
        others = [one for one in self.workspace.naming(name) if one != path]
        sources = [self.workspace.quiet_source(one) for one in others[:MOST_IMPORTERS * 6]]
        importers = [one.path for one in sources if one is not None and may_import(one, name, path)]
        for file in importers[:MOST_IMPORTERS]:
            found += [one for one in self._users_in(file, words) if one[1].name != name]
        return found

    def _users_in(self, path, names):
        source = self.workspace.quiet_source(path)
        if source is None:
            return []
        # What a class of another file is, is not known here.
        classes = module_classes(source.tree) | names | set(imported_classes(source.tree))
        sites = [site for site in all_sites(source.tree) if site.kind != 'method' and len(site.around) == 1
                 and looks_like_model(site, classes) and not site.name.startswith('test')]
        words = {site: {part.id for part in ast.walk(site.node) if isinstance(part, ast.Name)} for site in sites}
        known, users = set(names), []
        while True:
            fresh = [site for site in sites if site not in users and site.name not in names and words[site] & known]
            if not fresh:
                break
            users += fresh
            known |= {site.name for site in fresh}
        used = set().union(*words.values()) if words else set()
        order = sorted(users, key=lambda site: (any(site.name in words[other] for other in users if other is not site),
                                                site.kind == 'variable', users.index(site)))
        return [(path, site) for site in order if used is not None]

    def built(self, path, site):
        """The root, built and run; None if it cannot be built."""
        key = (path, site.name, site.node.lineno)
        if key in self._building or len(self._building) > 2:
            return None
        if key not in self._built:
            self._building.append(key)
            try:
                with self.patience.spent():
                    self._built[key] = self._build(path, site)
            except self.stops as error:
                self.skipped.append((path, site.node.lineno, error))
                self._built[key] = None
            finally:
                self._building.pop()
        return self._built[key]

    def _build(self, path, site):
        partial = None
        for number, candidate in self.numbered_ways(path, site):
            observer = Observer()
            with observing(self.torch, observer):
                try:
                    made = candidate.make()
                    keras_model = model_in(made)
                    if keras_model is not None:
                        # A layer keeps the weights of its first call: those of the user's shapes.
                        if not self.has_shapes:
                            call_once(self, candidate, keras_model)
                        return Instances(site.name, candidate.is_sure)
                    model = first_module(made)
                    observer_of = observer if observer.order else self._observer_of(model) or observer
                    if model is None:
                        continue
                    fitting = Fitting(self, model, observer)
                    built = Built(self, site.name, model, observer, candidate.is_sure)
                    if observer_of is not observer:
                        observer.order = observer_of.order
                    if partial is None:
                        partial = built
                        self.remembered[way_of(path, site)] = number
                    built.template = self._fitting_template(fitting, candidate)
                    self.remembered[way_of(path, site)] = number
                    return built
                except self.stops as error:
                    self.skipped.append((path, site.node.lineno, error))
        return partial

    def _fitting_template(self, fitting, candidate):
        if self.is_again:
            return fitting.found_before()
        try:
            return fitting.find(list(candidate.templates))
        except self.stops:
            # What it holds is called in evaluation.
            if not fitting.is_evaluated():
                fitting.evaluate()
            raise

    def _observer_of(self, model):
        """A captured instance was made while its own root was built: what it holds was seen there."""
        for built in self._built.values():
            if built is not None and any(one is model for one in built.observer.order):
                return built.observer
        return None

    def ways(self, path, site):
        """The candidates of a definition, the first few."""
        if site.kind == 'variable':
            return [Variable(lambda: self.variable(path, site))]
        limited = candidates(self, self.target(path, site))
        return (one for one, _ in zip(limited, range(MOST_CANDIDATES)))

    def numbered_ways(self, path, site):
        """(number, candidate) of them; that of the draft alone where it is built once more."""
        wanted = self.drafted.get(way_of(path, site)) if self.is_again else None
        return ((number, one) for number, one in enumerate(self.ways(path, site)) if wanted in (None, number))

    # Help
    def note_unknown(self, name):
        """A parameter of the definition itself, not of a root on the way, that nothing tells."""
        if not self._building:
            self.unknown_argument = self.unknown_argument or name

    def user_values(self, target):
        return self.user if target.site.name == self.definition.partition('~')[0] else {}

    def class_names(self, unit):
        """The classes of a file and those that it imports by name."""
        tree = unit.source.tree
        return [node.name for node in tree.body if isinstance(node, ast.ClassDef)] + imported_classes(tree)

    def quiet_take(self, unit, name):
        unit.need({name})
        return unit.namespace.get(name)


def way_of(path, site):
    return 'way', path, site.name


def imported_classes(tree):
    """The names that a file imports and that look like classes."""
    return [alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom)
            for alias in node.names if alias.name[:1].isupper()]


class Variable:
    """The one way to make what a variable holds."""
    values, templates, is_sure = (), (), True

    def __init__(self, make):
        self.make = make

    def arguments(self, session):
        return []


def first_module(value):
    """The first module of what a definition returns."""
    if is_module(value) and not inspect.isclass(value):
        return value
    if isinstance(value, (list, tuple)):
        return next((found for found in map(first_module, value) if found is not None), None)
    if isinstance(value, dict):
        return first_module(list(value.values()))
    inner = getattr(value, '__dict__', {}) if value is not None and not inspect.isclass(value) else {}
    held = [one for one in inner.values() if is_module(one) and not inspect.isclass(one)]
    return held[0] if len(held) == 1 else None
