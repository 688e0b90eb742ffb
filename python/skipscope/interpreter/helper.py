"""Answers the requests of an engine: `{do, …}` to `{done: …}` or `{failed: code, values, text}`, with tensors as bytes behind."""
import array
import sys

from .faults import Unfit, UnknownLoss, UnknownOptimizer, UnusableData

KINDS = {'float32': 'f', 'int32': 'i'}
WIDTH = 4


class Helper:
    """Torch is imported with the first request that needs it, and the process is locked before any code of the user's runs."""

    def __init__(self):
        self.prepared = self.trainer = self.keras = None
        self.is_locked = False

    def answer(self, request, body):
        try:
            return self.call(request, body)
        except MemoryError:
            return {'failed': 'out-of-memory', 'values': {}}, b''
        except BaseException as error:
            return failed(error), b''
        finally:
            leave_no_folder()

    def call(self, request, body):
        do = request['do']
        if do == 'hello':
            return {'done': self.ready().about()}, b''
        if do == 'record':
            self.ready()
            self.lock(request.get('allowNetwork', False))
            return {'done': self.prepared.record(request['request'])}, b''
        if do == 'recordKeras':
            return {'done': self.record_keras(request['request'], request.get('allowNetwork', False))}, b''
        if do == 'data':
            return told_samples(*self.prepared.samples(request['place'], request['wish']))
        if do == 'start':
            self.trainer = self.prepared.start(request['seed'], request['setup'])
            return {'done': True}, b''
        if do == 'stop':
            self.trainer = None
            self.prepared.close()
            return {'done': True}, b''
        return self.train(do, request, tensors_of(request.get('tensors', ()), body))

    def train(self, do, request, tensors):
        trainer = self.trainer
        if do == 'forward':
            return {'done': trainer.forward(tensors, request['plan'], request.get('measured', True))}, b''
        if do == 'train':
            return {'done': True}, array.array('d', [trainer.train(tensors)]).tobytes()
        if do == 'passes':
            return told_passes(*trainer.passes(tensors, request['nodes'], request['modes']))
        if do == 'backward':
            return told_step(trainer.step(tensors, request['histograms']))
        if do == 'timeForward':
            return {'done': trainer.time_forward(tensors, request['layers'], request['memory'])}, b''
        if do == 'timeBackward':
            return {'done': trainer.time_backward(tensors)}, b''
        if do == 'roof':
            return {'done': trainer.roof()}, b''
        if do == 'lossForward':
            offsets = list(zip(request['offsets'], tensors[request['inputs']:]))
            return {'done': trainer.loss_begin(tensors[:request['inputs']], offsets)}, b''
        if do == 'loss':
            return {'done': True}, array.array('d', [trainer.loss_end(tensors)]).tobytes()
        if do == 'state':
            return numbered(trainer.state())
        raise ValueError(do)

    def ready(self):
        if self.prepared is None:
            from . import modules
            import torch
            modules.install(torch)
            plain_checkpoints(torch)
            from .prepared import Prepared
            self.prepared = Prepared()
        return self.prepared

    def rehearse(self):
        """Torch loads a third of itself with the first batch normalisation that has no values, as drafts have them."""
        import torch
        try:
            with torch.device('meta'):
                torch.nn.functional.batch_norm(torch.empty(2, 1), None, None, training=True)
        except Exception:
            # A torch before 2.0 has no such place; whatever else is wrong, a definition says so.
            pass
        leave_no_folder()

    def record_keras(self, request, allow_network):
        """Real Keras is imported with the first request for it; the answer is `RecordAnswer`."""
        if self.keras is None:
            from .keras.prepared import prepared
            self.keras = prepared(request['text'])
        self.lock(allow_network)
        return self.keras.record(request)

    def lock(self, allow_network=False):
        torch = sys.modules.get('torch')
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 4000))
        if not self.is_locked:
            from .lock import lock
            lock(torch, allow_network)
            self.is_locked = True


def leave_no_folder():
    """Torch 2.9 and before loads a module from a folder that it makes for it, and would take that away at an end that this process does not have."""
    folder = getattr(sys.modules.get('torch.distributed.nn.jit.instantiator'), '_TEMP_DIR', None)
    if folder is not None:
        folder.cleanup()


def plain_checkpoints(torch):
    """A checkpoint's second forward pass would run where nobody looks."""
    import torch.utils.checkpoint as checkpoints

    def checkpoint(function, *args, use_reentrant=None, preserve_rng_state=True, context_fn=None, determinism_check='default',
                   debug=False, early_stop=True, **kwargs):
        return function(*args, **kwargs)

    def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
        for function in functions.children() if hasattr(functions, 'children') else functions:
            input = function(input)
        return input
    checkpoints.checkpoint, checkpoints.checkpoint_sequential = checkpoint, checkpoint_sequential


def tensors_of(told, body):
    """Tensors that own their entries, in order."""
    import torch
    found, start = [], 0
    for one in told:
        size = 1
        for extent in one['shape']:
            size *= extent
        values = array.array(KINDS[one['dtype']])
        values.frombytes(body[start:start + size * WIDTH])
        kind = getattr(torch, one['dtype'])
        tensor = torch.frombuffer(values, dtype=kind).clone() if size else torch.empty(0, dtype=kind)
        found.append(tensor.reshape(one['shape']))
        start += size * WIDTH
    return found


def told_samples(inputs, targets):
    """Shapes, and the entries of all behind: float32, since classes and tokens fit it too."""
    shapes = [[list(one.shape) for one in part] for part in (inputs, targets)]
    return {'done': {'inputs': shapes[0], 'targets': shapes[1]}}, b''.join(one.numpy().tobytes() for one in (*inputs, *targets))


def told_step(step):
    sizes = [[list(flat_key(key)), size] for key, size in step['sizes'].items()]
    message, body = numbered(step['readings'])
    message['done']['sizes'] = sizes
    message['done']['differsAt'] = step['differsAt']
    return message, body


def told_passes(readings, sizes):
    message, body = numbered(readings)
    message['done']['sizes'] = [[list(key), size] for key, size in sizes.items()]
    return message, body


def numbered(readings):
    """Keys and how many numbers belong to each; the numbers behind, since JSON knows no NaN."""
    keys, numbers = [], array.array('d')
    for key, values in readings.items():
        keys.append([list(flat_key(key)), len(values)])
        numbers.extend(values)
    return {'done': {'keys': keys}}, numbers.tobytes()


def flat_key(key):
    """`('edge', (3, 0))` → `edge, 3, 0`."""
    parts = key if isinstance(key, tuple) else (key,)
    return [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]


def failed(error):
    from ..driver.failures import code_and_values
    for kind, code in ((UnknownLoss, 'unknown-loss'), (Unfit, 'unfit'), (UnknownOptimizer, 'unknown-optimizer'),
                       (UnusableData, 'unusable-data')):
        if isinstance(error, kind):
            return {'failed': code, 'values': {'text': str(error)[:500]}}
    if 'out of memory' in str(error):
        return {'failed': 'out-of-memory', 'values': {}}
    code, values = code_and_values(error)
    return {'failed': code, 'values': {key: value if isinstance(value, (int, str)) else str(value) for key, value in values.items()}}
