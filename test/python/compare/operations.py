"""
Expressions that both torches evaluate: results must have equal shapes and types, errors equal texts. `x` is a picture
(2, 3, 8, 8), `v` a row of tokens (2, 5, 8), `m` a matrix (4, 6), `i` token ids (2, 5), `b` a mask as `m`.
Statements before the expression end with ` ;; `.
"""
import json
import os
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'expressions.txt')) as file:
    EXPRESSIONS = file.read()


def told(value):
    """A result as plain data."""
    if isinstance(value, torch.Tensor):
        return ['tensor', list(value.shape), str(value.dtype)]
    if isinstance(value, (tuple, list)):
        return [told(one) for one in value]
    if isinstance(value, (int, float, str, bool, type(None), torch.dtype)):
        return round(value, 5) if isinstance(value, float) else str(value) if isinstance(value, torch.dtype) else value
    return type(value).__name__


def evaluate(text):
    names = {'torch': torch, 'nn': nn, 'F': F, 'x': torch.randn(2, 3, 8, 8), 'v': torch.randn(2, 5, 8), 'm': torch.rand(4, 6),
             'i': torch.randint(0, 4, (2, 5)), 'b': torch.eye(4, 6) > 0.5}
    try:
        *before, last = text.split(' ;; ')
        for statement in before:
            exec(statement, names)
        return told(eval(last, names))
    except Exception as error:
        return ['error', type(error).__name__, str(error).split('\n')[0]]


if __name__ == '__main__':
    for line in EXPRESSIONS.strip().split('\n'):
        sys.stdout.write(json.dumps([line, evaluate(line)]) + '\n')
