"""Samples of a data set of the user's own, beside the definition that was recorded."""
import unittest

from support import helper, record, torch

SOURCE = '''
from torch.utils.data import DataLoader, Dataset

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(3, 2)

    def forward(self, x: torch.Tensor):
        return self.head(x)

class Squares(Dataset):
    def __len__(self):
        return 50

    def __getitem__(self, at):
        return torch.full((3,), float(at)), at % 2

def halves():
    return [{'x': torch.ones(3) / 2, 'label': 1}] * 4

def words():
    return ['a']

train_set = Squares()
loader = DataLoader(train_set, batch_size=4, collate_fn=lambda found: (torch.stack([x for x, _ in found]) * 2, torch.tensor([y for _, y in found])))
'''


def samples(name, count=8, seed=1):
    return helper.prepared.samples({'file': 'net.py', 'name': name}, {'count': count, 'seed': seed})


class OwnData(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        assert 'recording' in record(SOURCE, inputShapes=[[3]])

    def test_a_data_set_gives_samples_by_the_seed(self):
        (x,), (y,) = samples('train_set')
        self.assertEqual((list(x.shape), list(y.shape)), ([8, 3], [8]))
        self.assertTrue(torch.equal(x[:, 0] % 2, y))
        self.assertTrue(torch.equal(samples('Squares')[0][0], x))
        self.assertFalse(torch.equal(samples('train_set', seed=2)[0][0], x))
        self.assertEqual(len(samples('train_set', count=500)[0][0]), 50)

    def test_a_loader_puts_samples_together_its_own_way(self):
        self.assertTrue(torch.equal(samples('loader')[0][0], 2 * samples('train_set')[0][0]))

    def test_entries_with_names_are_told_apart(self):
        (x,), (y,) = samples('halves')
        self.assertEqual((x[0].tolist(), y.tolist()), ([0.5] * 3, [1] * 4))

    def test_what_gives_no_numbers_says_so(self):
        told = helper.answer({'do': 'data', 'place': {'file': 'net.py', 'name': 'words'}, 'wish': {'count': 2, 'seed': 0}}, b'')[0]
        self.assertEqual(told, {'failed': 'unusable-data', 'values': {'text': 'str is no tensor'}})


if __name__ == '__main__':
    unittest.main()
