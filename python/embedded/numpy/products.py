"""`numpy.einsum` for small arrays: a position table is an outer product."""
import itertools
import math

from .arrays import as_array, ndarray


def strides_of(letters, shape):
    """{letter: distance between its neighbours} in the entries; a letter that stands twice walks the diagonal."""
    found, step = {}, 1
    for letter, extent in zip(reversed(letters), reversed(shape)):
        found[letter] = found.get(letter, 0) + step
        step *= extent
    return found


def einsum(subscripts, *operands):
    arrays = [as_array(one) for one in operands]
    inputs, arrow, output = subscripts.replace(' ', '').partition('->')
    inputs = inputs.split(',')
    if '.' in subscripts or len(inputs) != len(arrays) or any(len(one) != array.ndim for one, array in zip(inputs, arrays)):
        raise ValueError('einsum: the operands do not fit the subscripts %r' % subscripts)
    letters = ''.join(inputs)
    output = output if arrow else ''.join(sorted(one for one in set(letters) if letters.count(one) == 1))
    extents = {letter: extent for one, array in zip(inputs, arrays) for letter, extent in zip(one, array.shape)}
    summed = [letter for letter in dict.fromkeys(letters) if letter not in output]
    order = [*output, *summed]
    steps = [[strides_of(one, array.shape).get(letter, 0) for letter in order] for one, array in zip(inputs, arrays)]
    count = math.prod(extents[letter] for letter in summed)
    places = itertools.product(*(range(extents[letter]) for letter in order))
    terms = (math.prod(array.entries[sum(map(int.__mul__, own, place))] for array, own in zip(arrays, steps)) for place in places)
    shape = tuple(extents[letter] for letter in output)
    entries = [sum(itertools.islice(terms, count)) for _ in range(math.prod(shape))]
    return ndarray(shape, entries)
