"""
Values of small tables on the device `meta`, beside the tensors that have none: a constructor reads its drop rates from `torch.linspace`, and
could be drafted nowhere else.
"""
import torch

from .decisions import is_draw, note_of, with_entries

LARGEST = 4096
# Since torch 2.3 a tensor may become another and stay the same object.
SWAPS = hasattr(torch.utils, 'swap_tensors')
TABLES = frozenset('linspace logspace arange tensor as_tensor'.split())
# It copies what stands beside the tensor, too.
COPY = '__deepcopy__'
READS = frozenset('item tolist __float__ __int__ __index__ __bool__ __format__ __repr__ equal allclose'.split())


class SmallValues:
    """`read` gives what a call reads of a table, `keep` computes the values of what is made of tables alone."""

    def __init__(self):
        # Entries that are written over with values that nobody knows may lie in any of them.
        self.trusted = True

    def read(self, name, func, args):
        """(value,) of a call that reads entries which are known, or None."""
        if name not in READS or not self.trusted or not args or not isinstance(args[0], torch.Tensor):
            return None
        if any('_values' not in vars(one) for one in tensors_in(args)):
            return None
        return (func(*valued(args)),)

    def keep(self, name, func, args, kwargs, made):
        """The result, with its values beside it where all that it is made of has some."""
        tensors = list(tensors_in([*args, *kwargs.values()]))
        if is_draw(name, args) and made.is_meta:
            return with_entries(name, func, args, kwargs, made)
        known = [one for one in tensors if '_values' in vars(one)]
        if name == COPY or not known and (tensors or name not in TABLES):
            return made
        if len(known) < len(tensors):
            self.trusted = self.trusted and not (writes(name) and any(one is tensors[0] for one in known))
            return made
        return self.beside(made, func, args, kwargs)

    def told(self, name, func, args, kwargs):
        """The result of a call that `meta` refuses: of known operands by their values, of others with numbers for those that are known."""
        if not self.trusted:
            return None
        tensors = list(tensors_in([*args, *kwargs.values()]))
        try:
            if not tensors or any('_values' not in vars(one) for one in tensors):
                return func(*args[:1], *map(number_of, args[1:]), **kwargs) if name != '__getitem__' else func(args[0], without_masks(args[1]))
            with torch.device('cpu'):
                values = func(*valued(args), **valued(kwargs))
        except Exception:
            return None
        made = on_meta(values)
        attach(made, values)
        return made

    def moved(self, source, made):
        """The same table in another type."""
        if made is not source and '_values' in vars(source):
            made._values = vars(source)['_values'].to(made.dtype)
        return made

    def beside(self, made, func, args, kwargs):
        results = list(made) if hasattr(made, '__next__') else made
        if all(one.is_meta and one.numel() <= LARGEST for one in tensors_in(results)):
            with torch.device('cpu'):
                values = func(*valued(args), **valued(kwargs))
            attach(results, list(values) if hasattr(values, '__next__') else values)
            note = note_of(tensors_in([*args, *kwargs.values()]))
            if note is not None:
                for one in tensors_in(results):
                    one._drawn = note
        return iter(results) if hasattr(made, '__next__') else results


def leave_values(operands):
    """Take the values from tensors on the processor that stand beside others without any; tell whether there was one."""
    tensors = list(tensors_in(operands))
    on_processor = [one for one in tensors if not one.is_meta]
    if not (SWAPS and on_processor and len(on_processor) < len(tensors)):
        return False
    try:
        for one in on_processor:
            torch.utils.swap_tensors(one, without_values(one))
    except RuntimeError:
        # A view or a weak reference holds it.
        return False
    return True


def without_values(tensor):
    with torch.no_grad() if tensor.grad_fn is None else torch.enable_grad():
        twin = tensor.to('meta')
    if tensor.grad_fn is None:
        twin = torch.Tensor._make_subclass(type(tensor), twin, tensor.requires_grad)
    vars(twin).update(vars(tensor))
    if tensor.numel() <= LARGEST:
        twin._values = tensor.detach().clone()
    return twin


def writes(name):
    return name == '__setitem__' or name.endswith('_') and not name.endswith('__') or name.startswith('__i') and name[3:] not in ('nt__', 'nvert__', 'ndex__', 'ter__')


def tensors_in(value):
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from tensors_in(one)


def valued(value):
    """Values in the place of the tensors that have them."""
    if isinstance(value, torch.Tensor):
        return vars(value)['_values']
    if type(value) in (list, tuple):
        return type(value)(map(valued, value))
    if isinstance(value, dict):
        return {key: valued(one) for key, one in value.items()}
    return value


def on_meta(value):
    if isinstance(value, (list, tuple)):
        return type(value)(map(on_meta, value))
    return value.to('meta') if isinstance(value, torch.Tensor) else value


def without_masks(index):
    """An index with places instead of masks that are known."""
    told = []
    for one in index if isinstance(index, tuple) else (index,):
        is_mask = isinstance(one, torch.Tensor) and one.dtype == torch.bool and '_values' in vars(one)
        told += [place.to('meta') for place in vars(one)['_values'].nonzero(as_tuple=True)] if is_mask else [one]
    return tuple(told)


def number_of(value):
    """The number of a tensor that holds one which is known; any other value itself."""
    is_known = isinstance(value, torch.Tensor) and value.dim() == 0 and '_values' in vars(value)
    return vars(value)['_values'].item() if is_known else value


def attach(made, values):
    for one, each in zip(tensors_in(made), tensors_in(values)):
        one._values = each
