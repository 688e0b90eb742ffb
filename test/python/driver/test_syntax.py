"""Code that runs in the user's own Python is read by the oldest one."""
import ast
import glob
import os
import unittest

PACKAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'python', 'skipscope')
OLDEST = (3, 8)


class Syntax(unittest.TestCase):
    def test_every_file_is_one_of_the_oldest_python(self):
        files = glob.glob(os.path.join(PACKAGE, '**', '*.py'), recursive=True)
        self.assertGreater(len(files), 100)
        for path in files:
            with self.subTest(os.path.relpath(path, PACKAGE)), open(path, encoding='utf-8') as file:
                ast.parse(file.read(), path, feature_version=OLDEST)
