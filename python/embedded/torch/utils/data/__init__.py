"""Data sets and loaders: loaders are empty."""
from .sets import ConcatDataset, Dataset, IterableDataset, Subset, TensorDataset, random_split
from .loaders import (BatchSampler, DataLoader, DistributedSampler, RandomSampler, Sampler, SequentialSampler, SubsetRandomSampler,
                      WeightedRandomSampler, default_collate, get_worker_info)

__all__ = ['BatchSampler', 'ConcatDataset', 'DataLoader', 'Dataset', 'DistributedSampler', 'IterableDataset', 'RandomSampler', 'Sampler',
           'SequentialSampler', 'Subset', 'SubsetRandomSampler', 'TensorDataset', 'WeightedRandomSampler', 'default_collate',
           'get_worker_info', 'random_split']
