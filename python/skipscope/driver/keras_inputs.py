"""Inputs for a class of the user's own that extends Keras' model: told ones first, then shapes that are common."""
import ast
import re

from .source import calls_of

DATA_SETS = {'fashion_mnist': (28, 28, 1), 'mnist': (28, 28, 1), 'cifar100': (32, 32, 3), 'cifar10': (32, 32, 3)}
PICTURES = ((224, 224, 3), (256, 256, 3), (128, 128, 3), (64, 64, 3), (32, 32, 3), (28, 28, 1), (256, 256, 1), (224, 224, 1), (32, 32, 64))
VECTORS = ((64,), (784,), (32,), (16,), (100,), (128,), (10,), (8,), (4,), (2,), (1,))
SEQUENCES = ((32, 64), (64, 128), (16, 32), (100, 1), (32, 1), (28, 28), (16, 256), (32, 512))
VOLUMES = ((32, 32, 32, 1), (16, 64, 64, 3), (64, 64, 64, 3), (8, 16, 16, 4))
TOKENS = ((32,), (16,), (128,))
WINDOWS = {'Conv2D': PICTURES, 'Conv3D': VOLUMES, 'Conv1D': SEQUENCES, 'Embedding': TOKENS, 'LSTM': SEQUENCES, 'GRU': SEQUENCES,
           'MultiHeadAttention': SEQUENCES, 'ConvLSTM2D': VOLUMES}


class Inputs:
    """Shapes with the batch, or the arguments of a call that was seen. `is_sure`: nothing is guessed."""

    def __init__(self, shapes, dtype, origin, is_sure=False, captured=None):
        self.keys, self.batch = (), None
        self.shapes, self.dtype = shapes, dtype
        self.origin = {'from': origin} if isinstance(origin, str) else origin
        self.is_sure = is_sure
        self.captured = captured

    def made(self):
        """(arguments, keywords, starts): fresh tensors that a graph starts from."""
        from keras import Input
        starts = []

        def start(tensor):
            if tensor.is_variable and tensor.owner is not None:
                return tensor
            starts.append(Input(batch_shape=(self.batch,) + tuple(tensor.shape[1:]), dtype=tensor.dtype))
            return starts[-1]
        if self.captured is not None:
            from keras._core.tensor import mapped
            arguments, keywords = mapped(list(self.captured.arguments), start), mapped(dict(self.captured.keywords), start)
            return arguments, keywords, starts
        starts += [Input(batch_shape=shape, dtype=self.dtype) for shape in self.shapes]
        if self.keys:
            return [dict(zip(self.keys, starts))], {}, starts
        return [starts[0] if len(starts) == 1 else list(starts)], {}, starts

    def of_one(self):
        """The same with a batch of one sample."""
        made = Inputs([(1, *shape[1:]) for shape in self.shapes], self.dtype, self.origin, self.is_sure, self.captured)
        made.keys, made.batch = self.keys, 1
        return made

    def under(self, keys):
        """The same for a model that takes its inputs by name, one shape for all if there is but one."""
        if keys:
            self.shapes = list(self.shapes) if len(self.shapes) == len(keys) else [self.shapes[0]] * len(keys)
            self.keys = tuple(keys) if isinstance(keys[0], str) else ()
        return self


def told_inputs(session, request, candidate, model, batch):
    """The user's shapes, a call that was seen, the shapes that the model was built with, examples in the text."""
    shapes = request.get('inputShapes')
    if shapes:
        whole = [(None,) + tuple(one) for one in shapes]
        yield Inputs(whole, 'float32', 'user')
        yield Inputs(whole, 'int32', 'user')
    for template in candidate.templates:
        if hasattr(template, 'specs') and template.specs():
            specs = [spec for _, spec in template.specs()]
            told = [(None,) + tuple(spec.shapes[batch][1:]) for spec in specs]
            yield Inputs(told, specs[0].dtype if 'int' in specs[0].dtype else 'float32', template.origin)
        elif getattr(template, 'arguments', None):
            yield Inputs([], '', template.origin, True, template)
    if getattr(model, 'told_shapes', None):
        yield Inputs([(None,) + tuple(one[1:]) for one in model.told_shapes], 'float32', 'default configuration')
    yield from _built_in_text(session)


def _built_in_text(session):
    """`model.build((None, 28, 28, 1))` and the data sets that the file loads."""
    source = session.workspace.source(session.workspace.file)
    for node, _ in calls_of(source).get('build', []):
        value = node.args[0] if node.args else next((one.value for one in node.keywords if one.arg == 'input_shape'), None)
        shape = _literal(value)
        if shape and all(one is None or isinstance(one, int) for one in shape):
            yield Inputs([(None,) + tuple(shape[1:])], 'float32', 'default configuration')
    for name, shape in DATA_SETS.items():
        if re.search(r'\b%s\b' % name, source.text):
            yield Inputs([(None,) + shape], 'float32', 'data set')
            yield Inputs([(None, shape[0] * shape[1] * shape[2])], 'float32', 'data set')
            yield Inputs([(None,) + shape[:2]], 'float32', 'data set')
            break


def _literal(node):
    try:
        value = ast.literal_eval(node) if node is not None else None
    except (ValueError, TypeError, SyntaxError):
        return None
    return value if isinstance(value, (list, tuple)) and len(value) > 1 else None


def guesses(session, model):
    """Common shapes, those that the model's first layer takes in front."""
    order = [VECTORS, PICTURES, SEQUENCES, TOKENS, VOLUMES]
    named = _first_window(model)
    if named in WINDOWS:
        order.sort(key=lambda one: one is not WINDOWS[named])
    for shapes in order:
        for shape in shapes:
            yield Inputs([(None,) + shape], 'int32' if shapes is TOKENS else 'float32', 'search')
    if named in WINDOWS:
        yield Inputs([(None,) + WINDOWS[named][0]] * 2, 'int32' if named == 'Embedding' else 'float32', 'search')


def keys_of(session, model):
    """`inputs['title']` in `call`: the names of the inputs; `a, b = inputs`: as many numbers."""
    source = session.workspace.quiet_source(session.workspace.file)
    kind = next((node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef) and node.name == type(model).__name__), None)
    call = next((one for one in getattr(kind, 'body', ()) if isinstance(one, ast.FunctionDef) and one.name == 'call'), None)
    if call is None or len(call.args.args) < 2:
        return ()
    name = call.args.args[1].arg
    found = [key_of(one) for one in ast.walk(call) if isinstance(one, ast.Subscript) and getattr(one.value, 'id', '') == name]
    found = [key for key in found if isinstance(key, str)]
    if found:
        return tuple(dict.fromkeys(found))
    parts = [len(one.targets[0].elts) for one in ast.walk(call) if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Tuple)
             and getattr(one.value, 'id', '') == name]
    return tuple(range(parts[0])) if parts else ()


def key_of(node):
    """The constant that a subscript has; Python 3.8 wraps it."""
    key = node.slice.value if type(node.slice).__name__ == 'Index' else node.slice
    return getattr(key, 'value', None) if isinstance(key, ast.Constant) else None


def _first_window(model):
    for layer in model._flatten_layers():
        name = getattr(layer, 'library_name', type(layer).__name__)
        if name in WINDOWS:
            return name
    return None
