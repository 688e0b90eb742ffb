import ast
import textwrap
import unittest

from . import support  # noqa: F401
from skipscope.driver.names import Effects, free_names
from skipscope.driver.sites import find_site
from skipscope.driver.failures import Failed
from skipscope.driver.slicing import Block, one_by_one


def sliced(text, names, limit=None):
    block = Block(one_by_one(ast.parse(textwrap.dedent(text)).body))
    found, _ = block.slice(names, limit)
    return [ast.get_source_segment(textwrap.dedent(text), one) for one in found.statements]


class Slicing(unittest.TestCase):
    def test_takes_only_what_a_name_needs(self):
        self.assertEqual(sliced('a = 1\nb = 2\nc = a + 1\nd = b\n', {'c'}), ['a = 1', 'c = a + 1'])

    def test_takes_what_a_function_reads_when_it_is_called(self):
        self.assertEqual(sliced('def f():\n    return g()\ndef g():\n    return n\nn = 3\nm = 4\n', {'f'}),
                         ['def f():\n    return g()', 'def g():\n    return n', 'n = 3'])

    def test_keeps_every_change_of_a_list(self):
        text = 'xs = []\nfor i in range(3):\n    xs.append(i)\nxs[0] = 9\nprint(xs)\ny = tuple(xs)\n'
        self.assertEqual(sliced(text, {'y'}), ['xs = []', 'for i in range(3):\n    xs.append(i)', 'xs[0] = 9', 'y = tuple(xs)'])

    def test_leaves_training_out(self):
        text = 'model = Net()\nfor x in data:\n    loss = f(model(x))\n    loss.backward()\n'
        self.assertEqual(sliced(text, {'model'}), ['model = Net()'])

    def test_takes_the_last_value_before_a_place(self):
        text = 'Net = 1\nuse = Net\nNet = 2\n'
        self.assertEqual(sliced(text, {'Net'}, 2), ['Net = 1'])
        self.assertEqual(sliced(text, {'Net'}), ['Net = 2'])

    def test_takes_a_name_that_hides_a_builtin(self):
        self.assertEqual(sliced('input = 3\ny = input\nz = len([])\n', {'y'}), ['input = 3', 'y = input'])

    def test_splits_imports(self):
        text = 'from m import a, b\n'
        block = Block(one_by_one(ast.parse(text).body))
        self.assertEqual([sorted(block.effects(at).binds) for at in range(2)], [['a'], ['b']])

    def test_falls_back_on_star_imports(self):
        self.assertEqual(sliced('from m import *\na = b\n', {'a'}), ['from m import *', 'a = b'])


class Names(unittest.TestCase):
    def test_tells_what_a_function_takes_from_outside(self):
        node = ast.parse('def f(a, *b):\n    c = a + d\n    return [e for e in c]\n').body[0]
        self.assertEqual(free_names(node.args, node.body), {'d'})

    def test_tells_changes(self):
        statement = ast.parse('model.fc = nn.Linear(2, 3)').body[0]
        self.assertEqual(Effects(statement).changes, {'model'})


class Sites(unittest.TestCase):
    text = '''
    class Net(nn.Module):
        @staticmethod
        def small():
            return Net()
    def net():
        return Net()
    model = Net()
    class Net(nn.Module):
        pass
    '''

    def found(self, name):
        return find_site(ast.parse(textwrap.dedent(self.text)), name, None)

    def test_finds_each_kind(self):
        self.assertEqual([self.found(name).kind for name in ('Net', 'Net.small', 'net', 'model')],
                         ['class', 'method', 'function', 'variable'])

    def test_counts_equal_names(self):
        self.assertEqual([self.found(name).node.lineno for name in ('Net', 'Net~2')], [2, 9])

    def test_refuses_a_name_that_is_not_there(self):
        with self.assertRaises(Failed) as raised:
            self.found('Nothing')
        self.assertEqual(raised.exception.code, 'site-not-found')


if __name__ == '__main__':
    unittest.main()
