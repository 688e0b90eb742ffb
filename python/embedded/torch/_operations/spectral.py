"""Fourier transforms."""
from .common import default_dtype, same, shape_of


def lengths(bound, rank):
    """(dimensions, extents that are asked for) of a transform over one or several."""
    if 'n' in bound:
        return [bound['dim'] % rank], [bound['n']]
    dims, sizes = bound['dim'], bound['s']
    if dims is None:
        dims = range(rank) if sizes is None else range(rank - len(sizes), rank)
    dims = [d % rank for d in dims]
    return dims, list(sizes) if sizes is not None else [None] * len(dims)


def transform(name, real_in, real_out):
    @shape_of(name)
    def shape(bound):
        first = bound['input']
        extents = list(first._shape)
        dims, sizes = lengths(bound, len(extents))
        for d, size in zip(dims, sizes):
            if size is not None and size != -1:
                extents[d] = int(size)
        if real_in:
            extents[dims[-1]] = extents[dims[-1]] // 2 + 1
        if real_out and sizes[-1] in (None, -1):
            extents[dims[-1]] = 2 * (extents[dims[-1]] - 1)
        dtype = first._dtype if first._dtype.category in ('float', 'complex') else default_dtype()
        return tuple(extents), dtype.to_real() if real_out else dtype.to_complex() if not dtype.is_complex else dtype
    return shape


for one in ('fft', 'fft2', 'fftn'):
    transform('fft_' + one, False, False)
    transform('fft_i' + one, False, False)
    transform('fft_r' + one, True, False)
    transform('fft_ir' + one, False, True)


@shape_of('fft_fftshift', 'fft_ifftshift')
def shift(bound):
    return same(bound)


@shape_of('stft')
def stft(bound):
    first, n = bound['input'], bound['n_fft']
    hop = bound['hop_length'] or n // 4
    length = first._shape[-1] + (2 * (n // 2) if bound['center'] else 0)
    rows = n // 2 + 1 if bound['onesided'] in (None, True) else n
    out = (*first._shape[:-1], rows, 1 + (length - n) // hop)
    return (out, first._dtype.to_complex()) if bound['return_complex'] else ((*out, 2), first._dtype)
