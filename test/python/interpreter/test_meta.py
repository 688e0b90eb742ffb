"""A draft without values refuses what torch refuses with values, in its words."""
import os
import sys
import unittest

from support import HERE, torch

sys.path.insert(0, os.path.join(HERE, '..', 'compare'))
from operations import EXPRESSIONS, evaluate  # noqa: E402

from skipscope.interpreter.placing import Placing  # noqa: E402

# What `meta` says otherwise, or lets pass, and why it may stay so.
KNOWN = {
    'torch.zeros(-1)': 'the same refusal in other words',
    'm[:1].expand(3, 6).add_(1)': 'a training step refuses it: no shape depends on it',
    'torch.tensor([[1, 2], [3]])': 'a list that has no shape is a fault of the text, which a training step refuses',
}


@unittest.skipIf(not hasattr(torch.device('meta'), '__enter__'), 'torch before 2.0 makes no drafts without values')
class Meta(unittest.TestCase):
    def test_refusals_are_those_of_tensors_with_values(self):
        compared = 0
        for text in EXPRESSIONS.strip().split('\n'):
            told = evaluate(text)
            if not (isinstance(told, list) and told[:1] == ['error']) or text in KNOWN:
                continue
            with self.subTest(text), torch.device('meta'), Placing():
                self.assertEqual([str(part).replace('torch.meta.', 'torch.') for part in evaluate(text)], told)
                compared += 1
        self.assertGreater(compared, 100)

    def test_a_call_with_values_is_not_made_again(self):
        made = []

        def call(tensor):
            made.append(tensor)
            raise RuntimeError('once')
        from skipscope.interpreter.wording import in_full
        self.assertEqual(str(in_full(RuntimeError('once'), call, [torch.zeros(2)], {})), 'once')
        self.assertEqual(made, [])


if __name__ == '__main__':
    unittest.main()
