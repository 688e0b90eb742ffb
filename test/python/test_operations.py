"""Every expression gives the shape, the type, the values or the error that torch 2.13 gave (fixtures/operations.jsonl)."""
import json
import os
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
                self.assertEqual(json.loads(json.dumps(evaluate(text))), wanted[text])


if __name__ == '__main__':
    unittest.main()
