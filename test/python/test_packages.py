"""The stand-ins of other packages."""
import unittest

from support import operations, record, torch

import einops
import numpy as np
import yaml


class Einops(unittest.TestCase):
    def test_patterns_are_reshapes_and_permutations(self):
        source = ('from einops import rearrange\nfrom einops.layers.torch import Rearrange\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n'
                  '        self.r = Rearrange("b c (h p) (w q) -> b (h w) (p q c)", p=2, q=2)\n    def forward(self, x):\n        return rearrange(self.r(x), "b n (h d) -> b h n d", h=3)\n')
        told = record(source, (2, 3, 4, 6))
        self.assertEqual(operations(told), ['input', 'reshape', 'permute', 'reshape', 'reshape', 'permute'])
        self.assertEqual(told['nodes'][3]['outputs'][0]['shape'], [2, 6, 12])
        self.assertEqual(told['nodes'][-1]['outputs'][0]['shape'], [2, 3, 6, 4])

    def test_values(self):
        x = torch.arange(6).view(2, 3)
        self.assertEqual(einops.rearrange(x, 'a b -> b a').tolist(), [[0, 3], [1, 4], [2, 5]])
        self.assertEqual(einops.rearrange(x, 'a (b c) -> c (a b)', c=3).tolist(), [[0, 3], [1, 4], [2, 5]])
        self.assertEqual(einops.repeat(x, 'a b -> a (b r)', r=2).tolist(), [[0, 0, 1, 1, 2, 2], [3, 3, 4, 4, 5, 5]])
        self.assertEqual(einops.repeat(x[0], '... -> n ...', n=2).tolist(), [[0, 1, 2], [0, 1, 2]])
        self.assertEqual(einops.rearrange(x.view(1, 2, 3), 'a ... -> (...) a').shape, (6, 1))
        self.assertEqual(einops.rearrange(x.view(1, 2, 3), 'a ... -> ... a').shape, (2, 3, 1))
        self.assertEqual(einops.reduce(x, 'a b -> b', 'sum').tolist(), [3, 5, 7])
        self.assertEqual(einops.reduce(x, 'a b -> a 1', 'max').tolist(), [[2], [5]])
        self.assertEqual(einops.parse_shape(x, 'a _'), {'a': 2})
        packed, shapes = einops.pack([x, torch.arange(2)], 'a *')
        self.assertEqual(packed.tolist(), [[0, 1, 2, 0], [3, 4, 5, 1]])
        self.assertEqual([tuple(part.shape) for part in einops.unpack(packed, shapes, 'a *')], [(2, 3), (2,)])

    def test_refusals_have_the_words_of_einops(self):
        x = torch.zeros(2, 16, 64)
        for pattern, given, why in (
                ('b t n d -> b (t n) d', {}, 'Wrong shape: expected 4 dims. Received 3-dim tensor.'),
                ('a b c d ... -> a b (c d) ...', {}, 'Wrong shape: expected >=4 dims. Received 3-dim tensor.'),
                ('b (h n) d -> b h n d', {'h': 3}, "Shape mismatch, can't divide axis of length 16 in chunks of 3"),
                ('b n (h d) -> b h n d', {'h': 8, 'd': 9}, 'Shape mismatch, 64 != 72'),
                ('b n d -> b n d', {'h': 3}, 'Axis h is not used in transform')):
            with self.assertRaises(einops.EinopsError) as raised:
                einops.rearrange(x, pattern, **given)
            self.assertEqual(str(raised.exception), ' Error while processing rearrange-reduction pattern "%s".\n Input tensor shape: '
                             'torch.Size([2, 16, 64]). Additional info: %s.\n %s' % (pattern, given, why))


def steps_of(told):
    """(operation, shape) of each node behind the input."""
    return [(node['op'], node['outputs'][0]['shape']) for node in told['nodes'][1:]]


class Torchvision(unittest.TestCase):
    def test_a_backbone_up_to_its_last_wanted_stage(self):
        source = ('from torchvision.models import resnet18\nfrom torchvision.models._utils import IntermediateLayerGetter\nclass Net(nn.Module):\n    def __init__(self):\n'
                  '        super().__init__()\n        self.body = IntermediateLayerGetter(resnet18(), {"layer1": "low", "layer2": "high"})\n    def forward(self, x):\n        return self.body(x)\n')
        told = record(source, (2, 3, 32, 32))
        self.assertEqual([one['path'] for one in told['outputs']], ['low', 'high'])
        self.assertEqual([told['nodes'][node]['outputs'][output]['shape'] for node, output in (one['value'] for one in told['outputs'])],
                         [[2, 64, 8, 8], [2, 128, 4, 4]])
        self.assertNotIn('body.layer3.0.conv1.weight', [one['name'] for one in told['parameters']])

    def test_pictures_that_a_network_crops_and_resizes_itself(self):
        source = ('import torchvision\nfrom torchvision import transforms\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n'
                  '        self.scale = transforms.Resize((12, 10))\n    def forward(self, x):\n'
                  '        return torchvision.transforms.functional.center_crop(self.scale(x), [7, 4])\n')
        told = record(source, (2, 3, 8, 8))
        self.assertEqual(steps_of(told),
                         [('interpolate', [2, 3, 12, 10]), ('getitem', [2, 3, 7, 4])])

    def test_transforms_are_layers_of_a_network(self):
        source = ('from torchvision import transforms as T\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n'
                  '        self.augment = nn.Sequential(T.RandomGrayscale(p=0.2), T.RandomHorizontalFlip(), T.RandomResizedCrop((4, 6)))\n'
                  '    def forward(self, x):\n        return self.augment(x)\n')
        told = record(source, (2, 3, 8, 8))
        self.assertEqual(steps_of(told),
                         [('getitem', [2, 3, 8, 8]), ('interpolate', [2, 3, 4, 6])])
        self.assertEqual({note['what'] for note in told['notes']},
                         {'torchvision.transforms.RandomGrayscale', 'torchvision.transforms.RandomHorizontalFlip'})

    def test_a_transform_of_a_tensor_that_is_not_known(self):
        from torchvision import transforms
        with self.assertRaisesRegex(Exception, 'ColorJitter'):
            transforms.ColorJitter(0.5)(torch.randn(2, 3, 8, 8))
        self.assertEqual(transforms.ColorJitter(0.5)('a picture'), 'a picture')

    def test_a_stage_that_a_backbone_has_not(self):
        from torchvision.models import resnet18
        from torchvision.models._utils import IntermediateLayerGetter
        with self.assertRaisesRegex(ValueError, 'layer9'):
            IntermediateLayerGetter(resnet18(), {'layer9': 'top'})
        # As a package that imports all of torchvision by name reaches it.
        import torchvision
        self.assertIs(torchvision.models._utils.IntermediateLayerGetter, IntermediateLayerGetter)


class Numpy(unittest.TestCase):
    def test_least_squares_of_independent_columns(self):
        # Channels of kernels of three sizes with as many parameters each.
        rows = np.eye(4, 3, k=-1)
        rows -= np.roll(rows, 1, axis=1)
        rows *= np.array([3, 5, 7]) ** 2
        rows[0] = 1
        self.assertEqual(np.linalg.lstsq(rows, [64, 0, 0, 0], rcond=None)[0].round().astype(int).tolist(), [41, 15, 8])
        with self.assertRaises(NotImplementedError):
            np.linalg.lstsq(np.zeros((3, 2)), [1, 2, 3])

    def test_lists_of_places_go_together(self):
        rows = np.zeros((3, 2))
        rows[range(3), np.array([0, 1, -2])] = 1.0
        self.assertEqual(rows.tolist(), [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
        self.assertEqual(rows[[0, 1], [0, 1]].tolist(), [1.0, 1.0])

    def test_types_of_python_under_the_names_of_old_versions(self):
        self.assertEqual((np.int(2.5), np.float('2'), np.bool is bool), (2, 2.0, True))

    def test_einsum_multiplies_sums_and_takes_diagonals(self):
        a, b = np.array([[1, 2], [3, 4]]), np.array([5, 6])
        self.assertEqual(np.einsum('m,d->md', b, b).tolist(), [[25, 30], [30, 36]])
        self.assertEqual(np.einsum('ij,j', a, b).tolist(), [17, 39])
        self.assertEqual(np.einsum('ij,jk->ki', a, a).tolist(), [[7, 15], [10, 22]])
        self.assertEqual(np.einsum('ii->', a).tolist(), 5)
        with self.assertRaises(ValueError):
            np.einsum('ij->i', b)

    def test_arrays(self):
        a = np.arange(6).reshape(2, 3)
        self.assertEqual(a.T.tolist(), [[0, 3], [1, 4], [2, 5]])
        self.assertEqual((a * 2 + np.array([1, 0, 1])).tolist(), [[1, 2, 5], [7, 8, 11]])
        self.assertEqual(a[:, 1].tolist(), [1, 4])
        self.assertEqual(a[a > 2].tolist(), [3, 4, 5])
        self.assertEqual(a.sum(axis=0).tolist(), [3, 5, 7])
        self.assertEqual(np.prod((2, 3)), 6)
        self.assertEqual(int(np.ceil(7 / 2)), 4)
        self.assertEqual(np.linspace(0, 1, 3).tolist(), [0.0, 0.5, 1.0])
        self.assertEqual(np.cumsum([1, 2, 3]).tolist(), [1, 3, 6])
        self.assertEqual(np.concatenate([a, a], 1).shape, (2, 6))
        self.assertEqual(np.zeros((2, 2), dtype=np.float32).dtype, np.float32)
        self.assertEqual(np.roll(a, 1).tolist(), [[5, 0, 1], [2, 3, 4]])
        self.assertEqual(np.roll(a, -1, axis=1).tolist(), [[1, 2, 0], [4, 5, 3]])
        self.assertEqual(np.roll(a, (1, 1), axis=(0, 1)).tolist(), [[5, 3, 4], [2, 0, 1]])
        self.assertEqual(np.random.mtrand._rand.randint(2, 3), 2)
        self.assertEqual([0 < np.random.beta(2, 2) < 1, np.random.beta(2, 2, (2, 3)).shape], [True, (2, 3)])
        a[0] = 7
        self.assertEqual(a.tolist(), [[7, 7, 7], [3, 4, 5]])

    def test_tensors_come_from_arrays(self):
        self.assertEqual(torch.from_numpy(np.ones((2, 3), dtype=np.float32)).dtype, torch.float32)
        self.assertEqual(torch.tensor(np.arange(3)).tolist(), [0, 1, 2])
        self.assertEqual((torch.ones(2) * np.float32(2)).tolist(), [2.0, 2.0])
        self.assertEqual(torch.arange(3).numpy().sum(), 3)


class Settings(unittest.TestCase):
    def test_attention_is_told_which_kernel_to_take(self):
        cuda = torch.backends.cuda
        with cuda.sdp_kernel(enable_flash=True, enable_math=False):
            cuda.enable_flash_sdp(True)
        self.assertFalse(cuda.flash_sdp_enabled())


class Yaml(unittest.TestCase):
    def test_a_configuration(self):
        text = ('nc: 80  # classes\nanchors:\n  - [10,13, 16,30]  # P3\n  - [30, 61]\nbackbone:\n  # [from, number, module, args]\n'
                '  [[-1, 1, Conv, [64, 6, 2, 2]],\n   [-1, 3, C3, ["nearest", None, True]],\n  ]\nname: "a: b"\nscale: 1.5\nempty:\nnested:\n  a: {b: 1, c: [x]}\n  list:\n  - k: 1\n    l: two\n  - 3\n')
        self.assertEqual(yaml.safe_load(text), {
            'nc': 80, 'anchors': [[10, 13, 16, 30], [30, 61]], 'backbone': [[-1, 1, 'Conv', [64, 6, 2, 2]], [-1, 3, 'C3', ['nearest', 'None', True]]],
            'name': 'a: b', 'scale': 1.5, 'empty': None, 'nested': {'a': {'b': 1, 'c': ['x']}, 'list': [{'k': 1, 'l': 'two'}, 3]}})



class Timm(unittest.TestCase):
    def test_a_vision_transformer_is_that_of_its_paper(self):
        from timm.models.vision_transformer import VisionTransformer
        model = VisionTransformer()
        self.assertEqual(sum(one.numel() for one in model.parameters()), 86_567_656)
        self.assertEqual(tuple(model(torch.randn(2, 3, 224, 224)).shape), (2, 1000))

    def test_blocks_of_efficientnet_squeeze_as_timm_does(self):
        from timm.models._efficientnet_blocks import SqueezeExcite
        from timm.models.efficientnet_blocks import SqueezeExcite as OfOldName
        self.assertIs(OfOldName, SqueezeExcite)
        net = SqueezeExcite(24)
        self.assertEqual(sum(one.numel() for one in net.parameters()), 318)
        self.assertEqual(tuple(net(torch.ones(2, 24, 4, 4)).shape), (2, 24, 4, 4))

    def test_a_condition_that_fails_says_so(self):
        from timm.layers import _assert
        with self.assertRaisesRegex(AssertionError, 'wrong size'):
            _assert(False, 'wrong size')


if __name__ == '__main__':
    unittest.main()
