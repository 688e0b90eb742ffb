"""`numpy.linalg`: the norm and least squares."""
import math

from .arrays import as_array, ndarray
from .missing import Missing


def norm(x, ord=None):
    return math.sqrt(sum(entry * entry for entry in as_array(x).entries))


def lstsq(a, b, rcond=None):
    """The x with the least |ax - b|, of a vector b and an a whose columns are independent, by its normal equations; nothing is told beside it."""
    a, b = as_array(a), as_array(b)
    rows, columns = a.shape
    if b.shape != (rows,):
        raise NotImplementedError('numpy.linalg.lstsq of several right sides')
    lines = [a.entries[at * columns:(at + 1) * columns] for at in range(rows)]
    system = [[sum(line[i] * line[j] for line in lines) for j in range(columns)] + [sum(line[i] * y for line, y in zip(lines, b.entries))]
              for i in range(columns)]
    return ndarray((columns,), _solved(system)), Missing('residuals of numpy.linalg.lstsq'), columns, Missing('singular values of numpy.linalg.lstsq')


def _solved(system):
    """The solution of linear equations, each with its right side behind it, by elimination with the largest pivots."""
    count = len(system)
    for at in range(count):
        pivot = max(range(at, count), key=lambda row: abs(system[row][at]))
        system[at], system[pivot] = system[pivot], system[at]
        if not abs(system[at][at]) > 1e-12:
            raise NotImplementedError('numpy.linalg.lstsq of columns that depend on one another')
        for row in range(count):
            if row != at:
                factor = system[row][at] / system[at][at]
                system[row] = [one - factor * other for one, other in zip(system[row], system[at])]
    return [system[at][count] / system[at][at] for at in range(count)]


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    return Missing('numpy.linalg.' + name)
