"""Functions of a tensor in a network's own forward pass; anything else is made and kept, never run."""
import torch
from torch.nn import functional as F

from skipscope.recording.errors import UnknownOperation
from skipscope.recording.tidy import is_tensor

from . import inert

MODES = {'nearest-exact': 'nearest-exact', 'nearest': 'nearest', 'bicubic': 'bicubic'}


def _pair(size):
    if isinstance(size, int):
        return size, size
    size = list(size)
    return (size[0], size[0]) if len(size) == 1 else (size[0], size[1])


def crop(img, top, left, height, width):
    return img[..., top:top + height, left:left + width]


def center_crop(img, output_size):
    height, width = _pair(output_size)
    rows, columns = img.shape[-2:]
    if width > columns or height > rows:
        wide, high = max(width - columns, 0), max(height - rows, 0)
        img = F.pad(img, [wide // 2, (wide + 1) // 2, high // 2, (high + 1) // 2])
        rows, columns = img.shape[-2:]
        if (height, width) == (rows, columns):
            return img
    return crop(img, int(round((rows - height) / 2.0)), int(round((columns - width) / 2.0)), height, width)


def resize(img, size, interpolation='bilinear', max_size=None, antialias=True):
    rows, columns = img.shape[-2:]
    if isinstance(size, int) or len(size) == 1:
        short = size if isinstance(size, int) else size[0]
        long = int(short * max(rows, columns) / min(rows, columns))
        if max_size is not None and long > max_size:
            short, long = int(max_size * short / long), max_size
        size = (short, long) if rows <= columns else (long, short)
    if tuple(size) == (rows, columns):
        return img
    mode = MODES.get(getattr(interpolation, 'value', interpolation), 'bilinear')
    smooth = mode in ('bilinear', 'bicubic')
    batch = img if len(img.shape) == 4 else img.unsqueeze(0)
    made = F.interpolate(batch, size=list(size), mode=mode, align_corners=False if smooth else None, antialias=smooth and bool(antialias))
    return made if len(img.shape) == 4 else made.squeeze(0)


def random_resized_crop(img, size, scale=None, ratio=None, interpolation='bilinear', antialias=True):
    """The crop that takes all of the picture."""
    return resize(crop(img, 0, 0, *img.shape[-2:]), _pair(size), interpolation, antialias=antialias)


def normalize(tensor, mean, std, inplace=False):
    mean, std = (torch.as_tensor(value, dtype=tensor.dtype) for value in (mean, std))
    return tensor.sub(mean.view(-1, 1, 1)).div(std.view(-1, 1, 1))


def hflip(img):
    return img.flip(-1)


def vflip(img):
    return img.flip(-2)


KNOWN = {'crop': crop, 'center_crop': center_crop, 'resize': resize, 'normalize': normalize, 'hflip': hflip, 'horizontal_flip': hflip, 'vflip': vflip,
         'vertical_flip': vflip, 'random_resized_crop': random_resized_crop}


def applied(name):
    """The function of a name: for a tensor as torchvision has it, else a transform that is kept."""
    def run(*arguments, **keywords):
        if arguments and is_tensor(arguments[0]):
            if name not in KNOWN:
                raise UnknownOperation('torchvision.transforms.functional.' + name)
            return KNOWN[name](*arguments, **keywords)
        return inert.kept(name)(*arguments, **keywords)
    return run
