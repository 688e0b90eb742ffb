import sys
import unittest
from unittest import mock

from .support import HEAD, fit, needs_torch, values

LOOPS = HEAD + '''
class Net(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.layer = nn.Linear(width, 2)
    def forward(self, x):
        return self.layer(x)

class Holder(nn.Module):
    def __init__(self):
        super().__init__()
        while True:
            self.table = [at ** 0.5 for at in range(1000)]
        self.net = Net(8)
    def forward(self, x):
        return self.net(x)
'''


@needs_torch
@unittest.skipUnless(hasattr(sys, 'monitoring'), 'a Python before 3.12 tells of no loop')
class Patience(unittest.TestCase):
    def test_a_holder_that_does_not_end_leaves_the_definition_as_its_defaults_have_it(self):
        from skipscope.driver.patience import Patience
        with mock.patch('skipscope.driver.session.Patience', lambda is_users: Patience(is_users, 0.2)):
            attempt, template, _ = fit({'a.py': LOOPS}, 'Net')
        self.assertIsNotNone(template)
        self.assertEqual(values(attempt), {'width': 4})


if __name__ == '__main__':
    unittest.main()
