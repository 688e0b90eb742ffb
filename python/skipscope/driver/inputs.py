"""The input of a model: the user's, a captured one, what the model or the text tells, else a search."""
import inspect
import random
import re

from ..recording.builder import flat
from .consumers import SIDES, convolutions_of, first_guesses, kind_of, stem_of
from .failures import Failed
from .guesses import required
from .pyramids import pyramid
from .repairs import repair_of
from .search import FEW_TRIES, MOST_TRIES, SOME_TRIES, Search
from .templates import BATCHES, Template, TensorSpec
from .time_first import is_read, misread, time_first

DATA_SETS = {
    'MNIST': (1, 28), 'FashionMNIST': (1, 28), 'KMNIST': (1, 28), 'EMNIST': (1, 28), 'QMNIST': (1, 28), 'CIFAR10': (3, 32),
    'CIFAR100': (3, 32), 'SVHN': (3, 32), 'STL10': (3, 96), 'ImageNet': (3, 224), 'CelebA': (3, 64), 'LSUN': (3, 64), 'USPS': (1, 16),
}
SIZE_NAMES = ('image_size', 'img_size', 'input_size', 'input_resolution', 'resolution', 'image_resolution')
WIDTH_NAMES = ('dim', 'embed_dim', 'hidden_dim', 'hidden_size', 'd_model')
# A detector is called after the side of its pictures; other numbers in names are depths and widths.
NAMED_SIDES = re.compile(r'(?<!\d)(224|299|300|320|384|416|448|512|608|640)(?!\d)')
RESIZES = re.compile(r'\b(?:Resize|CenterCrop|RandomCrop|RandomResizedCrop)\(\s*(?:size\s*=\s*)?[\[(]?\s*(\d+)')


FITS = float('inf')


class Drafted:
    """The input that came furthest in a draft without values, whether it was trained, the error that ended it, and the calls that came through."""

    def __init__(self, template, trains, error, came):
        self.template, self.trains, self.error, self.came = template, trains, error, came


class Fitting:
    """Runs a model on inputs until one fits. `observer` sees the calls of the last run."""

    def __init__(self, session, model, observer):
        self.session = session
        self.model = model
        self.observer = observer
        self.entry = entry_of(model, session.torch.nn)
        if callable(getattr(self.entry, 'forward_dummy', None)):
            # Models of mmcv 1 train in `forward`; this one runs the network, as their tools count its operations.
            self.entry.forward = self.entry.forward_dummy
        self.error, self.template, self.samples_first = None, None, False
        self.trains, self._came = True, -1
        self.key = type(self.entry).__module__, type(self.entry).__qualname__

    def run(self, template, batch=BATCHES[0]):
        """One forward pass, in training mode while `trains`."""
        if batch == BATCHES[0]:
            self.observer.restart()
        self.observer.next_batch(batch)
        self.entry.train(self.trains)
        arguments, keywords, _ = template.build(self.session.torch, batch)
        self.session.torch.manual_seed(0)
        random.seed(0)
        return self.entry(*arguments, **keywords)

    def fits(self, template):
        try:
            self.run(template)
        except self.session.stops as error:
            if self.observer.done > self._came:
                self._came, self.error, self.template = self.observer.done, error, template
            return False
        return True

    def find(self, told):
        """The first template that fits: those told, those the model names, then the search. Raises `Failed`."""
        found = self._found(told)
        self.remember(found or self.template, found is not None)
        if found is None:
            raise self.error or Failed('input', {'definition': type(self.model).__name__, 'text': ''})
        return self.grown(found)

    def found_before(self):
        """The template that fitted when the model was recorded, or None."""
        known = self.session.drafted.get(self.key)
        return known.template if known is not None and known.came == FITS else None

    def _found(self, told):
        for template in told:
            if self.fits(template):
                return template
        known = self.session.drafted.get(self.key)
        if known is not None and known.template is not None:
            if self.fits(known.template):
                return known.template
            if not known.trains or str(self.error) == known.error:
                # The search with values would go the same way.
                return None
        names = required_names(self.entry)
        for template in named_templates(self.session, self.entry, names):
            if self.fits(template):
                return template
        found = self._search(names)
        left_out = optional_inputs(self.entry, names) if found is None and "'NoneType'" in str(self.error) else []
        if left_out:
            found = self._search(names + left_out, SOME_TRIES, left_out)
        return found

    def remember(self, template, is_found=False):
        """Keep the input that fits or comes furthest of its class, for a second recording with values and for training."""
        before, came = self.session.remembered.get(self.key), FITS if is_found else self.observer.done
        if before is None or came >= before.came:
            self.session.remembered[self.key] = Drafted(template, self.trains, str(self.error), came)

    def _search(self, names, tries=MOST_TRIES, written=()):
        search = Search(names, self.run, lambda: self.observer.done, keyword_names(self.entry).union(written), tries)
        sides = likely_sides(self.session, self.entry)
        found = search.run(first_guesses(self.entry, names, self.session.torch.nn, sides))
        if found is None and search.best is not None and (self.error is None or search.best[0] > self._came):
            self._came, self.error, self.template = search.best
        return found

    def evaluate(self):
        """Run in evaluation from here on where training alone refuses, as a detector without boxes, with the template that comes furthest."""
        if self.template is None:
            return
        trained = self._came, self.error, self.template
        self.trains, self._came = False, -1
        is_whole = self.fits(self.template)
        if not is_whole and not self._comes_further(str(trained[1])):
            self.trains, (self._came, self.error, self.template) = True, trained
        self.remember(self.template)
        if not is_whole:
            self._result(self.template, BATCHES[0])
        self._result(self.template, BATCHES[1])

    def is_evaluated(self):
        """Tell whether another of its class was evaluated with values, as a draft without any expected: a pass of a detector takes seconds."""
        told = self.session.drafted.get(self.key), self.session.remembered.get(self.key)
        return None not in told and not any(one.trains for one in told)

    def _comes_further(self, before):
        """Find a template that fits, or one whose failure is neither the one before nor about its shape."""
        if str(self.error) == before:
            return False
        found = self._search(required_names(self.entry), FEW_TRIES)
        self.template = found or self.template
        return found is not None or repair_of(self.error) is None

    def grown(self, template):
        """Run it with the larger batch too, so that captured calls know how they grow, and find the axis of the batch."""
        nn = self.session.torch.nn
        self._result(template, BATCHES[1])
        if not misread(self.observer.calls.values(), nn):
            return template
        moved = time_first(template)
        told, results = self._results(template), self._results(moved)
        if None not in results and is_read(self.observer.calls.values(), nn):
            # A result without a batch, such as a loss, tells nothing.
            if results[0] != results[1] or told[0] == told[1]:
                return moved
            self.samples_first = True
        self._results(template)
        return template

    def _results(self, template):
        return [self._result(template, batch) for batch in BATCHES]

    def _result(self, template, batch):
        """The shapes of the result, or None if the run fails."""
        try:
            return [tuple(tensor.shape) for _, tensor in flat(self.run(template, batch), '')]
        except self.session.stops:
            return None


def entry_of(model, nn):
    """The module to call: the model, or the one module that it holds where it has no `forward` of its own."""
    forward = getattr(type(model), 'forward', None)
    plain = forward is None or forward is getattr(nn.Module, 'forward', None) or getattr(forward, '__name__', '') == '_forward_unimplemented'
    if not plain:
        return model
    children = [child for child in model._modules.values() if child is not None]
    if len(children) != 1 or isinstance(model, (nn.ModuleList, nn.ModuleDict)):
        raise Failed('no-model', {})
    return entry_of(children[0], nn)


def required_names(model):
    """The parameters of `forward` that a call must give."""
    try:
        parameters = list(inspect.signature(model.forward).parameters.values())
    except (TypeError, ValueError):
        return ['input']
    names = [one.name for one in required(parameters)]
    if names:
        return names
    takes_any = [one for one in parameters if one.kind == one.VAR_POSITIONAL]
    optional = [one.name for one in parameters if one.default is None and kind_of(one.name) in ('tensor', 'tokens')]
    return ['input'] if takes_any and not optional else optional[:1]


def optional_inputs(model, names):
    """The parameters of `forward` that are None unless they are given, and that look like tensors: some need not be there, some must."""
    try:
        parameters = list(inspect.signature(model.forward).parameters.values())
    except (TypeError, ValueError):
        return []
    return [one.name for one in parameters if one.default is None and one.name not in names and kind_of(one.name) in ('tensor', 'tokens', 'time')]


def keyword_names(model):
    """The parameters of `forward` that a call must write out."""
    try:
        return frozenset(one.name for one in inspect.signature(model.forward).parameters.values() if one.kind == one.KEYWORD_ONLY)
    except (TypeError, ValueError):
        return frozenset()


def named_templates(session, model, names):
    """Shapes from attributes and data sets: `example_input_array`, `default_cfg`, an image size, a data set in the file."""
    example = getattr(model, 'example_input_array', None)
    if hasattr(example, 'shape'):
        yield Template([TensorSpec.scaled(tuple(example.shape)[1:])], {}, {'from': 'default configuration'})
    yield from pyramid(model, names)
    shapes = []
    configuration = getattr(model, 'default_cfg', None) or getattr(model, 'pretrained_cfg', None)
    size = configuration.get('input_size') if isinstance(configuration, dict) else None
    if size:
        shapes.append((tuple(size), 'default configuration'))
    channels = first_channels(model)
    for name in SIZE_NAMES:
        size = image_extent(getattr(model, name, None))
        if size and channels:
            shapes.append(((channels,) + size, 'default configuration'))
        if size and width_of(model):
            # Windows of a picture that are tokens: as many as it has places.
            shapes.append(((size[0] * size[1], width_of(model)), 'default configuration'))
    if channels:
        shapes += [((channels, side, side), 'data set') for channels_of, side in data_sets(session) if channels_of == channels]
    if len(names) == 1:
        for shape, origin in shapes:
            yield Template([TensorSpec.scaled(shape)], {}, {'from': origin})


def width_of(model):
    """The entries of a token that an attribute tells, or None."""
    told = (getattr(model, name, None) for name in WIDTH_NAMES)
    return next((one for one in told if isinstance(one, int) and not isinstance(one, bool) and one > 0), None)


def image_extent(value):
    """(height, width) of an attribute that holds an image size, or None."""
    if isinstance(value, int) and not isinstance(value, bool) and 8 <= value <= 2048:
        return value, value
    if isinstance(value, (tuple, list)) and len(value) == 2 and all(isinstance(one, int) and one >= 4 for one in value):
        return tuple(value)
    return None


def first_channels(model):
    """Channels of the first convolution over pictures; None if there is none."""
    return next((one.in_channels for one in convolutions_of(model)), None)


def data_sets(session):
    """(channels, side) of the data sets that the file loads, with the size that its transforms give."""
    text = session.workspace.text(session.workspace.file)
    resized = RESIZES.search(text)
    for name, (channels, side) in DATA_SETS.items():
        if re.search(r'\b(?:datasets\.|import .*)?%s\b\s*\(' % name, text):
            yield channels, int(resized.group(1)) if resized else side


def likely_sides(session, model):
    """Sizes of pictures, the likely ones first: that of its name (`SSD300`), and large ones for a stem that shrinks at once."""
    stem = stem_of(model)
    stride = getattr(stem, 'stride', 1)
    large = stem is not None and (stride[0] if isinstance(stride, tuple) else stride) >= 2 and stem.weight.shape[2] >= 4
    first = [int(number) for number in NAMED_SIDES.findall(type(model).__name__)] + ([224] if large else [])
    return tuple(first + [side for side in SIDES if side not in first])
