"""Shapes (channels, height, width) and classes of the usual data sets; None if its pictures have many sizes."""

TABLE = {
    'MNIST': ((1, 28, 28), 10, 60000), 'FashionMNIST': ((1, 28, 28), 10, 60000), 'KMNIST': ((1, 28, 28), 10, 60000),
    'EMNIST': ((1, 28, 28), 47, 112800), 'QMNIST': ((1, 28, 28), 10, 60000), 'USPS': ((1, 16, 16), 10, 7291),
    'CIFAR10': ((3, 32, 32), 10, 50000), 'CIFAR100': ((3, 32, 32), 100, 50000), 'SVHN': ((3, 32, 32), 10, 73257),
    'STL10': ((3, 96, 96), 10, 5000), 'ImageNet': (None, 1000, 1281167), 'CelebA': ((3, 218, 178), 40, 162770),
    'Food101': (None, 101, 75750), 'Flowers102': (None, 102, 1020), 'OxfordIIITPet': (None, 37, 3680), 'Caltech101': (None, 101, 8677),
    'Caltech256': (None, 257, 30607), 'GTSRB': (None, 43, 26640), 'DTD': (None, 47, 1880), 'PCAM': ((3, 96, 96), 2, 262144),
    'VOCSegmentation': (None, 21, 1464), 'VOCDetection': (None, 20, 5717), 'CocoDetection': (None, 91, 118287), 'Cityscapes': (None, 30, 2975),
}


class VisionDataset:
    """`shape` and `classes` of a data set; `transform` as it was given."""
    shape = None
    count = None
    length = 0

    def __init__(self, root=None, *arguments, **keywords):
        self.root = root
        self.transform = keywords.get('transform')
        self.classes = ['class %d' % at for at in range(self.count or 0)]
        self.data, self.targets = [], []

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        import torch
        if self.shape is None:
            raise IndexError('the data is not there')
        return torch.zeros(self.shape), 0


class ImageFolder(VisionDataset):
    pass


DatasetFolder = ImageFolder


def data_set(name, shape, count, length=0):
    return type(name, (VisionDataset,), {'shape': shape, 'count': count, 'length': length})


KNOWN = {name: data_set(name, *told) for name, told in TABLE.items()}
KNOWN['FakeData'] = data_set('FakeData', (3, 224, 224), 10, 1000)
