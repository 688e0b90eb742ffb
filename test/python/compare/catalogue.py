"""The models that are compared: (key, make, shapes of the inputs, 'int64' among them for token ids)."""
import importlib
import os
import sys



def torchvision_models(only):
    import torchvision.models as models
    named = [(name, (2, 3, 299, 299) if name == 'inception_v3' else (2, 3, 224, 224)) for name in models.list_models(module=models)]
    named += [(name, (2, 3, 128, 128)) for name in models.list_models(module=models.segmentation)]
    named += [(name, (2, 3, 16, 224, 224)) for name in models.list_models(module=models.video)]
    for name, shape in named:
        if not only or name in only:
            yield 'torchvision:' + name, (lambda name=name: make_torchvision(models, name)), shape


def make_torchvision(models, name):
    extra = {'init_weights': False} if name in ('inception_v3', 'googlenet') else {}
    if hasattr(models.segmentation, name):
        extra = {'weights_backbone': None}
    return models.get_model(name, weights=None, **extra)


def folder_models(repository, folder, calls):
    """The factories of a repository's `models` folder, each called with no argument."""
    root = os.path.join(folder, repository)
    for name in [name for name in sys.modules if name == 'models' or name.startswith('models.')]:
        del sys.modules[name]
    sys.path.insert(0, root)
    try:
        for module, names in calls.items():
            loaded = importlib.import_module('models.' + module)
            for name in names:
                make = (lambda loaded=loaded, name=name: loaded.VGG(name)) if repository == 'pytorch-cifar' and module == 'vgg' else getattr(loaded, name)
                yield '%s:%s.%s' % (repository, module, name), make, (2, 3, 32, 32)
    finally:
        sys.path.remove(root)


CIFAR = {
    'vgg': ['VGG11', 'VGG13', 'VGG16', 'VGG19'], 'dpn': ['DPN26', 'DPN92'], 'lenet': ['LeNet'], 'senet': ['SENet18'], 'pnasnet': ['PNASNetA', 'PNASNetB'],
    'densenet': ['DenseNet121', 'DenseNet169', 'DenseNet201', 'DenseNet161', 'densenet_cifar'], 'googlenet': ['GoogLeNet'],
    'shufflenet': ['ShuffleNetG2', 'ShuffleNetG3'], 'shufflenetv2': [], 'resnet': ['ResNet18', 'ResNet34', 'ResNet50', 'ResNet101', 'ResNet152'],
    'resnext': ['ResNeXt29_2x64d', 'ResNeXt29_4x64d', 'ResNeXt29_8x64d', 'ResNeXt29_32x4d'],
    'preact_resnet': ['PreActResNet18', 'PreActResNet34', 'PreActResNet50', 'PreActResNet101', 'PreActResNet152'], 'mobilenet': ['MobileNet'],
    'mobilenetv2': ['MobileNetV2'], 'efficientnet': ['EfficientNetB0'], 'regnet': ['RegNetX_200MF', 'RegNetX_400MF', 'RegNetY_400MF'],
    'dla_simple': ['SimpleDLA'], 'dla': ['DLA'],
}
CIFAR100 = {
    'attention': ['attention56', 'attention92'], 'densenet': ['densenet121', 'densenet161', 'densenet169', 'densenet201'], 'googlenet': ['googlenet'],
    'inceptionv3': ['inceptionv3'], 'inceptionv4': ['inceptionv4', 'inception_resnet_v2'], 'mobilenet': ['mobilenet'], 'mobilenetv2': ['mobilenetv2'],
    'nasnet': ['nasnet'], 'preactresnet': ['preactresnet18', 'preactresnet34', 'preactresnet50', 'preactresnet101', 'preactresnet152'],
    'resnet': ['resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152'], 'resnext': ['resnext50', 'resnext101', 'resnext152'],
    'rir': ['resnet_in_resnet'], 'senet': ['seresnet18', 'seresnet34', 'seresnet50', 'seresnet101', 'seresnet152'], 'shufflenet': ['shufflenet'],
    'shufflenetv2': ['shufflenetv2'], 'squeezenet': ['squeezenet'], 'stochasticdepth': [], 'vgg': ['vgg11_bn', 'vgg13_bn', 'vgg16_bn', 'vgg19_bn'],
    'wideresidual': ['wideresnet'], 'xception': ['xception'],
}


def all_models(folder, only=()):
    if folder:
        yield from folder_models('pytorch-cifar', folder, CIFAR)
        yield from folder_models('pytorch-cifar100', folder, CIFAR100)
    yield from torchvision_models(set(only))
