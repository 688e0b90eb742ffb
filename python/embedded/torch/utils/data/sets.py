"""Data sets."""
from typing import Generic, TypeVar

T = TypeVar('T')


class Dataset(Generic[T]):
    def __getitem__(self, index):
        raise NotImplementedError('Subclasses of Dataset should implement __getitem__.')

    def __add__(self, other):
        return ConcatDataset([self, other])


class IterableDataset(Dataset[T]):
    def __iter__(self):
        return iter(())


class TensorDataset(Dataset):
    def __init__(self, *tensors):
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self):
        return self.tensors[0].size(0)


class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)

    def __len__(self):
        return sum(map(len, self.datasets))

    def __getitem__(self, index):
        for one in self.datasets:
            if index < len(one):
                return one[index]
            index -= len(one)
        raise IndexError(index)


class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset, self.indices = dataset, indices

    def __getitem__(self, index):
        return self.dataset[self.indices[index]]

    def __len__(self):
        return len(self.indices)


def random_split(dataset, lengths, generator=None):
    total = len(dataset)
    sizes = [int(length * total) if isinstance(length, float) else length for length in lengths]
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    return [Subset(dataset, range(start, start + size)) for start, size in zip(starts, sizes)]
