"""A definition that was recorded with real torch, ready to be built again for a seed and trained."""
import contextlib
import random
import sys

import torch

from ..driver.failures import code_and_values, python_version
from ..driver.inputs import entry_of
from ..driver.record import answered, attempted, opened
from ..recording import current
from .custom_functions import see_functions
from .decisions import Decisions
from .own_data import samples_of
from .placing import Drafting, Placing
from .route import Route
from .training import Trainer
from .versions import HAS_DEVICES_IN_PLACE

META = 'meta'
# A graph without values cannot follow a branch on them, and some code reads them while it builds.
TRIED_WITH_VALUES = ('needs-values', 'raised', 'operation', 'input', 'argument', 'no-model')
# Autograd's refusal to write what needs a gradient into one of several views; it never comes where inputs need none.
NO_PLACE_FOR_A_GRADIENT = 'being modified inplace'


class Made:
    """One model, the module that is called, and the template of the call."""

    def __init__(self, model, entry, template):
        self.model, self.entry, self.template = model, entry, template


def device_of():
    """The best device that there is."""
    if torch.cuda.is_available():
        return torch.device('cuda', 0)
    mps = getattr(torch.backends, 'mps', None)
    return torch.device('mps') if mps is not None and mps.is_available() else torch.device('cpu')


def device_name(device):
    return torch.cuda.get_device_name(device) if device.type == 'cuda' else device.type


def version():
    return str(torch.__version__).partition('+')[0]


def placed(device):
    """New tensors lie there, where torch can do that."""
    return device if HAS_DEVICES_IN_PLACE else contextlib.nullcontext()


class Prepared:
    def __init__(self):
        see_functions()
        self.device = device_of()
        self.request = self.recording = self.positions = self.session = self.attempt = None
        self.inputs, self.decisions = {}, Decisions()
        self.operations, self.misses, self.frees, self.open = [], False, False, contextlib.ExitStack()
        # Another definition on the way could not be built without values: with them it may tell more of this one.
        self.lacks = False
        self.route = current.route = self.route_on('cpu')

    def route_on(self, device):
        return Route(torch, {'route': 'interpreter', 'framework': 'torch', 'frameworkVersion': version(), 'device': device}, self.frees)

    def about(self):
        return {'library': 'PyTorch', 'version': version(), 'device': device_name(self.device), 'python': python_version(),
                'executable': sys.executable}

    # Recording
    def record(self, request):
        """`RecordAnswer`. Inputs have a gradient, but where the model writes them into one of several views of a tensor."""
        self.request, self.frees = request, False
        answer = self.drafted()
        if has_no_place_for_a_gradient(answer):
            self.frees = True
            answer = self.drafted()
        if 'recording' in answer:
            self.recording = answer['recording']
            self.operations = [node['op'] for node in self.recording['nodes']]
            self.misses, self.decisions = self.route.misses, self.route.decisions
        return answer

    def drafted(self):
        """Without values on the meta device, else with them."""
        answer, self.inputs = None, {}
        if HAS_DEVICES_IN_PLACE:
            answer = self.recorded(META)
        if answer is None or may_need_values(answer) or self.lacks:
            with_values = self.recorded('cpu')
            answer = with_values if answer is None or 'recording' in with_values or 'upTo' in with_values else answer
        return answer

    def recorded(self, device):
        current.pending.clear()
        self.route = current.route = self.route_on(device)
        torch.manual_seed(0)
        with placed(torch.device(device)), (Drafting() if device == META else Placing()), opened(self.request) as session:
            session.drafted, self.inputs = self.inputs, session.remembered
            answer = answered(session, self.request)
            self.lacks = any(code_and_values(error)[0] == 'needs-values' for _, _, error in session.skipped)
            return answer

    def samples(self, place, wish):
        """Samples of a data set of the user's, beside the definition that was recorded."""
        return samples_of(self.request, place, wish)

    # Training
    def start(self, seed, setup):
        """The model with weights drawn for a seed."""
        self.close()
        torch.manual_seed(seed)
        random.seed(seed)
        self.route = current.route = self.route_on(str(self.device))
        session = self.open.enter_context(opened(self.request))
        session.drafted, session.is_again = self.inputs, True
        self.positions = session.positions
        with self.placing():
            attempts, template = attempted(session, self.request)
        if template is None:
            raise attempts[-1].error if attempts and attempts[-1].error else RuntimeError('the definition is not built again')
        model = attempts[-1].model
        torch.manual_seed(seed)
        for module in model.modules():
            forget_runs(module)
        model.to(self.device)
        return Trainer(self, Made(model, entry_of(model, torch.nn), template), setup)

    @contextlib.contextmanager
    def placing(self):
        """The model's code runs in here: what it makes lies on the device."""
        with contextlib.ExitStack() as stack:
            if self.device.type != 'cpu':
                stack.enter_context(placed(self.device))
            stack.enter_context(Placing())
            yield

    def close(self):
        self.open.close()


def may_need_values(answer):
    return answer.get('failure', {}).get('code') in TRIED_WITH_VALUES and not has_no_place_for_a_gradient(answer)


def has_no_place_for_a_gradient(answer):
    return NO_PLACE_FOR_A_GRADIENT in answer.get('failure', {}).get('values', {}).get('text', '')


def forget_runs(module):
    """Running statistics of the passes that found the input are none of the training."""
    reset = getattr(module, 'reset_running_stats', None)
    if callable(reset):
        reset()
