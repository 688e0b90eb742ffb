"""Compare recordings of real torch with those of the embedded route."""
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import unittest

from support import CUSTOM, HEAD, HERE, PACKAGES, ROOT, helper, operations, record, torch

from skipscope.interpreter.versions import HAS_DEVICES_IN_PLACE, NUMBER

EXAMPLES = os.path.join(HERE, '..', '..', '..', 'examples')
# One process for all: the stand-in and real torch are both called torch.
EMBEDDED = '''
import json, sys
sys.path[:0] = [%r, %r]
from skipscope.driver.record import record
from skipscope.recording import current
import torch
for request in json.load(sys.stdin):
    current.pending.clear()
    print(json.dumps(record(request)))
''' % (os.path.normpath(PACKAGES), os.path.normpath(os.path.join(PACKAGES, 'embedded')))
COMPARED = ('nodes', 'calls', 'outputs', 'files')
# A type is told where the stand-in leaves it to torch, and sizes of a batch differ in how they are written.
TOLD = ('op', 'inputs', 'outputs', 'call', 'at', 'inPlace', 'noGradient')
SITES = (('resnet18.py', 'resnet18'), ('gpt.py', 'GPT'), ('lstm.py', 'LSTMClassifier'), ('transformer.py', 'TransformerEncoder'))

# As DETR reads pictures of several sizes: each is written into a batch that is padded, and attention leaves the padding out.
PADDED = '''
def padded(images):
    batch = torch.zeros(len(images), *images[0].shape)
    mask = torch.ones(len(images), *images[0].shape[1:], dtype=torch.bool)
    for image, place, hidden in zip(images, batch, mask):
        place[:, :image.shape[1], :image.shape[2]].copy_(image)
        hidden[:image.shape[1], :image.shape[2]] = False
    return batch, mask

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.TransformerEncoderLayer(16, 2, 32, batch_first=True)
        self.attention = nn.MultiheadAttention(16, 2, batch_first=True)
        self.narrow = nn.Conv2d(8, 16, 1)
        self.stem = nn.Conv2d(3, 8, 7, stride=2)

    def forward(self, images):
        batch, mask = padded(list(images))
        tokens = self.narrow(F.avg_pool2d(self.stem(batch), 8)).flatten(2).transpose(1, 2)
        mask = F.interpolate(mask[:, None].float(), size=(13, 13)).to(torch.bool).flatten(1)
        seen = (~mask).float().sum(1, keepdim=True)
        tokens = self.encoder(tokens, src_key_padding_mask=mask)
        return self.attention(tokens, tokens, tokens, key_padding_mask=mask, need_weights=False)[0].sum(1) / seen
'''

DRAWN = '''
from torch.distributions import Bernoulli, Categorical, Independent, Laplace, Normal, Uniform, kl_divergence

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scores = nn.Linear(6, 4)

    def forward(self, x):
        scores = self.scores(x)
        chosen, told = Categorical(logits=scores), Categorical(scores.sigmoid())
        found = [chosen.logits, chosen.probs, chosen.entropy(), chosen.log_prob(chosen.sample()), told.logits, told.entropy(), told.mode, told.sample((5,))]
        spread = Normal(scores, scores.exp())
        unit = Independent(Normal(torch.zeros(4), 1.0), 1)
        found += [spread.rsample() + x.new_tensor(2.0), spread.log_prob(x[:, :4]), spread.entropy(), spread.sample(), unit.log_prob(spread.rsample((3,))),
                  unit.entropy(), kl_divergence(Independent(spread, 1), Independent(Normal(torch.zeros(2, 4), torch.ones(2, 4)), 1)),
                  kl_divergence(spread, Normal(0.0, 1.0)), torch.normal(scores, scores[:1].exp()), torch.normal(0.0, 0.5, (2, 3))]
        coin, fair, even, pointed = Bernoulli(logits=scores), Bernoulli(scores.sigmoid()), Uniform(scores, scores + 1), Laplace(scores, scores.exp())
        found += [coin.probs, coin.log_prob(coin.sample()), coin.entropy(), fair.entropy(), fair.log_prob(fair.sample()), even.rsample(),
                  even.entropy(), even.sample(), pointed.log_prob(x[:, :4]), pointed.entropy(), scores.float(), x.long().long()]
        return found
'''

STOCHASTIC = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(5)])

    def survives(self, share):
        return torch.equal(torch.bernoulli(torch.tensor(share).float()), torch.tensor(1).float())

    def forward(self, x):
        first, second, third, fourth, last = self.layers
        if not self.training or self.survives(0.5):
            x = x + first(x)
        if torch.rand(1) > 0.2:
            x = x + second(x)
        if torch.empty(1).bernoulli_(0.7).item() == 1.0:
            x = x + third(x)
        dropped = torch.zeros(2).uniform_(0.0, 1.0) < 0.1
        for layer, is_dropped in zip((fourth, last), dropped):
            if not is_dropped:
                x = x + layer(x)
        return x
'''

PACKED = '''
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pack_sequence, pad_packed_sequence, pad_sequence

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.LSTM(3, 4, batch_first=True, bidirectional=True)
        self.second = nn.GRU(8, 4)
        self.classes = nn.Linear(4, 2)

    def forward(self, x):
        packed, _ = self.first(pack_padded_sequence(x, [5, 5], batch_first=True))
        packed = PackedSequence(torch.tanh(packed.data), packed.batch_sizes)
        packed, hidden = self.second(packed._replace(data=packed.data * 2))
        packed = packed._replace(data=torch.relu(packed.data))
        padded, lengths = pad_packed_sequence(packed, batch_first=True, total_length=6)
        rows = pack_sequence([self.classes(row) for row in padded]).data
        return rows, self.classes(packed[0]), hidden, padded.sum(1) / lengths[:, None], pad_sequence([rows, rows[:1]], True, -1.0)
'''

SPECTRAL = '''
from torch.nn.utils import parametrizations, spectral_norm

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.old = nn.ModuleList([spectral_norm(nn.Conv2d(3, 8, 3)), spectral_norm(nn.ConvTranspose2d(8, 4, 3), n_power_iterations=2)])
        new = parametrizations.spectral_norm
        self.new = nn.ModuleList([new(nn.Conv2d(4, 8, 3)), new(nn.ConvTranspose2d(8, 4, 3)), new(nn.LayerNorm(30))])
        self.fixed = spectral_norm(nn.Linear(30, 2))

    def forward(self, x):
        self.fixed.eval()
        for layer in (*self.old, *self.new):
            x = layer(x)
        return self.fixed(x)
'''


def request_of(source):
    return {'root': ROOT.name, 'file': 'net.py', 'text': HEAD + source, 'site': 'Net', 'arguments': {}}


def request_for(file, site):
    with open(os.path.join(EXAMPLES, file), encoding='utf-8') as text:
        return {'root': os.path.normpath(EXAMPLES), 'file': file, 'text': text.read(), 'site': site, 'arguments': {}}


def without_values(node):
    """Entries of constants are known on one route only, where they are drawn."""
    told = {name: node[name] for name in TOLD}
    told['inputs'] = [{name: value for name, value in one.items() if name != 'constant'} for one in told['inputs']]
    return told


LOADED = '''
import sys
sys.path.insert(0, %r)
from skipscope.interpreter.helper import Helper
helper = Helper()
helper.ready()
before = set(sys.modules)
helper.rehearse()
import torch
after = set(sys.modules)
with torch.device('meta'):
    torch.nn.BatchNorm2d(4)(torch.empty(2, 4, 3, 3))
print(len(after - before), len(set(sys.modules) - after))
''' % os.path.normpath(PACKAGES)


LATE = '''
import os, sys, tempfile
sys.path.insert(0, %r)
tempfile.tempdir = sys.argv[1]
from skipscope.driver.shims import refusing
from skipscope.interpreter.helper import Helper
helper = Helper()
helper.ready()
import torch
with refusing(lambda path: False):
    torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1)
helper.answer({'do': 'hello'}, b'')
print(os.listdir(sys.argv[1]))
''' % os.path.normpath(PACKAGES)


class Recording(unittest.TestCase):
    def test_what_torch_loads_late_has_its_folder_and_leaves_none(self):
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([sys.executable, '-B', '-c', LATE, folder], stdout=subprocess.PIPE, encoding='utf-8', check=True)
        self.assertEqual(run.stdout.strip(), '[]')

    @unittest.skipUnless(HAS_DEVICES_IN_PLACE, 'torch before 2.0 makes no drafts without values')
    def test_a_rehearsal_loads_what_a_draft_would_wait_for(self):
        run = subprocess.run([sys.executable, '-B', '-c', LOADED], capture_output=True, text=True, check=True)
        rehearsed, left = map(int, run.stdout.split())
        # An older torch loads nothing late.
        self.assertTrue(rehearsed > 50 or left == 0, run.stdout)
        self.assertLess(left, 10)

    def test_both_routes_record_the_examples_alike(self):
        known = [site for site in SITES if site[0] != 'gpt.py' or hasattr(torch.nn.functional, 'scaled_dot_product_attention')]
        equal = self.alike([request_for(*site) for site in known])
        sys.stderr.write('%d of %d examples are recorded alike on both routes\n' % (equal, len(known)))

    def test_both_routes_record_a_padded_batch_alike(self):
        self.assertEqual(self.alike([request_of(PADDED)]), 1)
        recording = helper.prepared.recording
        # The stem is not the first convolution: pictures of its size are tried first all the same.
        self.assertEqual(recording['nodes'][0]['outputs'][0]['shape'][1:], [3, 224, 224])
        self.assertNotIn('masked_fill', operations(recording))

    def test_both_routes_record_distributions_alike(self):
        self.assertEqual(self.alike([request_of(DRAWN)]), 1)
        # Torch 2.0 and before draws no samples without values.
        self.assertEqual(helper.prepared.recording['producer']['device'], 'meta' if NUMBER > (2, 0) else 'cpu')
        self.assertEqual([note['about'] for note in helper.prepared.recording['notes']], [])

    def test_both_routes_record_spectral_norms_alike(self):
        self.assertEqual(self.alike([{**request_of(SPECTRAL), 'inputShapes': [[3, 30, 30]]}]), 1)
        # One or two power iterations of two unit vectors for each old weight, one for each new one, none in evaluation.
        self.assertEqual(operations(helper.prepared.recording).count('normalize'), 2 * 3 + 2 * 2 + 1)

    def test_a_function_with_a_gradient_of_its_own_is_one_operation_on_both_routes(self):
        self.assertEqual(self.alike([{**request_of(CUSTOM), 'inputShapes': [[6]]}]), 1)
        recording = helper.prepared.recording
        self.assertEqual(operations(recording), ['input', 'linear', 'custom', 'linear', 'add'])
        self.assertFalse(any(node['noGradient'] for node in recording['nodes'][1:]))

    def alike(self, requests):
        """The number of definitions that both routes record, each of them alike."""
        run = subprocess.run([sys.executable, '-B', '-c', EMBEDDED], input=json.dumps(requests), capture_output=True, text=True, check=True)
        equal = 0
        for request, line in zip(requests, run.stdout.splitlines()):
            real, embedded = helper.prepared.record(request), json.loads(line)
            with self.subTest(file=request['file'], site=request['site']):
                self.assertIn('recording', real, real.get('failure'))
                self.assertIn('recording', embedded, embedded.get('failure'))
                real, embedded = real['recording'], embedded['recording']
                self.assertEqual([without_values(one) for one in real['nodes']], [without_values(one) for one in embedded['nodes']])
                self.assertEqual(real['fingerprint'], embedded['fingerprint'])
                self.assertEqual(real['calls'], embedded['calls'])
                for name in ('name', 'shape', 'dtype', 'trainable', 'isBuffer', 'alsoNamed', 'made'):
                    self.assertEqual([one[name] for one in real['parameters']], [one[name] for one in embedded['parameters']], name)
                self.assertEqual(real['producer']['route'], 'interpreter')
                equal += 1
        return equal

    def test_a_branch_on_values_is_followed(self):
        answer = record('''
class Net(nn.Module):
    def forward(self, x: torch.Tensor):
        weights = [w.item() for w in torch.linspace(0.5, 1, 3)]
        return x * weights[0] if x.abs().sum() >= 0 else x
''', inputShapes=[[4]])
        self.assertEqual(operations(answer['recording'])[0], 'input')
        self.assertIn('mul', operations(answer['recording']))
        self.assertEqual(answer['recording']['producer']['device'], 'cpu')

    def test_a_part_of_what_needs_values_is_captured_there(self):
        answer = record('''
class Block(nn.Module):
    def __init__(self, width, rate):
        super().__init__()
        self.layer, self.drop = nn.Linear(width, width), nn.Dropout(rate)
    def forward(self, x):
        return x + self.drop(self.layer(x))

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        rates = [x.item() for x in torch.linspace(0, 0.2, 2)]
        self.blocks = nn.Sequential(*[Block(11, rate) for rate in rates])
    def forward(self, x):
        return self.blocks(x)
''', site='Block')
        told = {one['name']: (one['text'], one['origin']['from']) for one in answer['recording']['arguments']}
        self.assertEqual(told, {'width': ('11', 'captured'), 'rate': ('0.0', 'captured')})

    def test_dropout_that_gives_its_input_back_is_a_node_of_its_own(self):
        answer = record('''
class Net(nn.Module):
    def forward(self, x: torch.Tensor):
        return F.dropout(x, 0.5, training=False) + x
''', inputShapes=[[4]])
        add = answer['recording']['nodes'][-1]
        self.assertEqual([one['value'][0] for one in add['inputs']], [1, 0])

    def test_a_device_that_is_not_there_is_no_obstacle(self):
        answer = record('''
class Net(nn.Module):
    def forward(self, x: torch.Tensor):
        return x.cuda() + torch.ones(4, device='cuda')
''', inputShapes=[[4]])
        self.assertEqual(operations(answer['recording']), ['input', 'full', 'add'])

    def test_a_recurrent_layer_that_is_packed_again_and_a_spectrum_record_alike(self):
        self.assertEqual(self.alike([{**request_of('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(3, 4)

    def forward(self, x):
        self.rnn.flatten_parameters()
        rows = self.rnn(torch.stft(x, 4, return_complex=True).real.transpose(1, 2))[0]
        kept = torch.zeros_like(rows)
        kept[1:] = rows[:-1]
        kept[0] = rows[torch.tensor(0)]
        return kept[:, None, 0] + kept[..., -1:].mean()
'''), 'inputShapes': [[16]]}]), 1)

    @unittest.skipUnless(importlib.util.find_spec('einops'), 'no einops beside this torch')
    def test_a_layer_of_einops_says_which_rank_it_wants(self):
        self.assertEqual(self.alike([request_of('''
from einops.layers.torch import Rearrange, Reduce

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.patches = Rearrange('b c (f p) (h q) (w r) -> b (f h w) (p q r c)', p=2, q=4, r=4)
        self.mean = Reduce('b n c -> b c', 'mean')
        self.classes = nn.Linear(96, 10)

    def forward(self, x):
        return self.classes(self.mean(self.patches(x)))
''')]), 1)
        self.assertEqual(len(helper.prepared.recording['nodes'][0]['outputs'][0]['shape']), 5)

    @unittest.skipUnless(HAS_DEVICES_IN_PLACE, 'torch before 2.0 has no drafts')
    def test_layers_that_are_dropped_at_random_are_all_recorded(self):
        told = self.alike([{**request_of(STOCHASTIC), 'inputShapes': [[4]]}])
        self.assertEqual(told, 1)
        self.assertEqual(operations(helper.prepared.recording).count('linear'), 5)
        self.assertEqual({note['about'] for note in helper.prepared.recording['notes']}, {'draw decides'})

    def test_draws_leave_the_batch_open(self):
        source = '''
import random

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(8)])

    def forward(self, x):
        for at in torch.randperm(8).tolist():
            if random.random() < 0.5:
                x = self.layers[at](torch.tanh(x))
        return x
'''
        self.assertEqual(record(source, inputShapes=[[4]])['recording']['nodes'][0]['outputs'][0]['shape'], [None, 4])

    def test_layers_are_added_by_name(self):
        recording = record('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.add_module(name='first', module=nn.Linear(4, 4))
        self.add_module('second', nn.Linear(4, 4))

    def forward(self, x):
        return self.second(self.first(x))
''', inputShapes=[[4]])['recording']
        self.assertEqual(operations(recording), ['input', 'linear', 'linear'])

    def test_a_tensor_made_of_a_tensor_stays_in_the_graph(self):
        self.assertEqual(self.alike([{**request_of('''
class Net(nn.Module):
    def forward(self, x):
        wide = torch.as_tensor(torch.as_tensor(x), dtype=torch.float64)
        return torch.sin(wide) * x + torch.tensor(torch.tanh(x), dtype=torch.float64) + torch.tensor([1.0, 2.0])
'''), 'inputShapes': [[2]]}]), 1)
        recorded = operations(helper.prepared.recording)
        self.assertEqual((recorded.count('to'), recorded.count('detach')), (2, 1))

    def test_packed_sequences_without_a_gap_record_alike(self):
        self.assertEqual(self.alike([{**request_of(PACKED), 'inputShapes': [[5, 3]]}]), 1)
        self.assertEqual([op for op in operations(helper.prepared.recording) if op in ('permute', 'pack_padded_sequence')], ['permute'] * 2)

    def test_a_packed_sequence_with_gaps_is_packed_by_torch(self):
        answer = record(PACKED.replace('[5, 5]', '[5, 4]'), inputShapes=[[5, 3]])
        self.assertIn('pack_padded_sequence', operations(answer['recording']))

    def test_a_parameter_made_of_a_result_is_a_leaf_on_both_routes(self):
        self.assertEqual(self.alike([{**request_of('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.shares = nn.Parameter(torch.ones(3))

    def forward(self, x):
        self.shares = nn.Parameter(torch.softmax(self.shares, 0))
        return x * self.shares
'''), 'inputShapes': [[3]]}]), 1)
        self.assertEqual(operations(helper.prepared.recording), ['input', 'softmax', 'detach', 'mul'])

    @unittest.skipUnless(hasattr(torch.nn.modules.transformer, '_detect_is_causal_mask'), 'torch before 2.1 compares in the forward pass of its encoder')
    def test_a_causal_mask_is_compared_with_no_other(self):
        self.assertEqual(self.alike([{**request_of('''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 2, enable_nested_tensor=False)

    def forward(self, x):
        return self.encoder(x, torch.log(torch.tril(torch.ones(len(x), len(x)))))
'''), 'inputShapes': [[5, 8]]}]), 1)
        self.assertEqual(helper.prepared.recording['notes'], [])

    @unittest.skipUnless(hasattr(torch, 'jagged'), 'torch before 2.1 has no nested tensors of this layout')
    def test_a_nested_tensor_is_refused_at_its_call(self):
        answer = record('''
class Net(nn.Module):
    def forward(self, x: torch.Tensor):
        rows = torch.nested.nested_tensor_from_jagged(x, torch.tensor([0, 1, 3]))
        return torch.relu(rows)
''', inputShapes=[[4]])
        self.assertEqual((answer['failure']['code'], answer['failure']['at'][1]), ('raised', 8))
        self.assertEqual(answer['failure']['values'], {'kind': 'RuntimeError', 'text': 'SkipScope draws no nested tensors: their sizes are no numbers'})

    def test_an_operation_without_a_canonical_form_keeps_its_name(self):
        answer = record('''
class Net(nn.Module):
    def forward(self, x: torch.Tensor):
        return torch.special.i1(x)
''', inputShapes=[[4]])
        self.assertEqual(answer['recording']['nodes'][1]['op'], 'special_i1')
        self.assertEqual(answer['recording']['nodes'][1]['inputs'][0]['value'], [0, 0])


if __name__ == '__main__':
    unittest.main()
