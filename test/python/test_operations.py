"""Every expression gives the shape, the type, the values or the error that torch 2.13 gave (fixtures/operations.jsonl)."""
import json
import os
import re
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', '..', 'python'), os.path.join(HERE, '..', '..', 'python', 'embedded'), os.path.join(HERE, 'compare')]

from operations import EXPRESSIONS, evaluate  # noqa: E402


class Operations(unittest.TestCase):
    def test_every_expression_answers_as_torch_does(self):
        with open(os.path.join(HERE, 'fixtures', 'operations.jsonl')) as file:
            wanted = dict(json.loads(line) for line in file)
        for text in EXPRESSIONS.strip().split('\n'):
            with self.subTest(text):
                self.assertEqual(plain(evaluate(text)), plain(wanted[text]))


def plain(answer):
    """Python names the class in `Conv2d.__init__()` from 3.10 on."""
    return json.loads(re.sub(r'\w+\.__init__', '__init__', json.dumps(answer)))


if __name__ == '__main__':
    unittest.main()
