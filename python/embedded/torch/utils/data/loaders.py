"""Loaders give no batch: nothing trains here."""
from typing import Generic, TypeVar

T = TypeVar('T')


class Sampler(Generic[T]):
    def __init__(self, *arguments, **keywords):
        self.data_source = arguments[0] if arguments else None

    def __iter__(self):
        return iter(())

    def __len__(self):
        return len(self.data_source)

    def set_epoch(self, epoch):
        return None


SequentialSampler = RandomSampler = SubsetRandomSampler = WeightedRandomSampler = BatchSampler = DistributedSampler = Sampler


class DataLoader(Generic[T]):
    def __init__(self, dataset, batch_size=1, *arguments, **keywords):
        self.dataset, self.batch_size = dataset, batch_size
        self.sampler = keywords.get('sampler') or Sampler(dataset)

    def __iter__(self):
        return iter(())

    def __len__(self):
        return -(-len(self.dataset) // (self.batch_size or 1))


def default_collate(batch):
    return batch


def get_worker_info():
    return None
