"""The stand-in of torchvision: its models, pyramids and extractors of features."""
import unittest
from collections import OrderedDict

from support import operations, record, torch

import torchvision
from skipscope.recording import current
from skipscope.recording.errors import NeedsValues, UnknownOperation
from torch import nn
from torchvision import models
from torchvision.models.feature_extraction import create_feature_extractor, get_graph_node_names
from torchvision.ops import FeaturePyramidNetwork, MultiScaleRoIAlign
from torchvision.ops.feature_pyramid_network import LastLevelMaxPool, LastLevelP6P7

# The numbers of parameters that torchvision's documentation publishes with its weights (with both auxiliary heads for GoogLeNet, 6,624,904 without).
PUBLISHED = {
    'alexnet': 61100840, 'convnext_base': 88591464, 'convnext_large': 197767336, 'convnext_small': 50223688, 'convnext_tiny': 28589128,
    'densenet121': 7978856, 'efficientnet_b0': 5288548, 'efficientnet_b1': 7794184, 'efficientnet_b2': 9109994, 'efficientnet_b3': 12233232,
    'efficientnet_b4': 19341616, 'efficientnet_b5': 30389784, 'efficientnet_b6': 43040704, 'efficientnet_b7': 66347960,
    'efficientnet_v2_l': 118515272, 'efficientnet_v2_m': 54139356, 'efficientnet_v2_s': 21458488, 'googlenet': 13004888,
    'inception_v3': 27161264, 'mnasnet0_5': 2218512, 'mnasnet0_75': 3170208, 'mnasnet1_0': 4383312, 'mnasnet1_3': 6282256,
    'mobilenet_v2': 3504872, 'mobilenet_v3_large': 5483032, 'mobilenet_v3_small': 2542856, 'regnet_x_16gf': 54278536,
    'regnet_x_1_6gf': 9190136, 'regnet_x_32gf': 107811560, 'regnet_x_3_2gf': 15296552, 'regnet_x_400mf': 5495976, 'regnet_x_800mf': 7259656,
    'regnet_x_8gf': 39572648, 'regnet_y_128gf': 644812894, 'regnet_y_16gf': 83590140, 'regnet_y_1_6gf': 11202430, 'regnet_y_32gf': 145046770,
    'regnet_y_3_2gf': 19436338, 'regnet_y_400mf': 4344144, 'regnet_y_800mf': 6432512, 'regnet_y_8gf': 39381472, 'resnet18': 11689512,
    'resnet50': 25557032, 'shufflenet_v2_x0_5': 1366792, 'shufflenet_v2_x1_0': 2278604, 'shufflenet_v2_x1_5': 3503624,
    'shufflenet_v2_x2_0': 7393996, 'squeezenet1_0': 1248424, 'squeezenet1_1': 1235496, 'swin_b': 87768224, 'swin_s': 49606258,
    'swin_t': 28288354, 'swin_v2_b': 87930848, 'swin_v2_s': 49737442, 'swin_v2_t': 28351570, 'vgg16': 138357544, 'vit_b_16': 86567656,
    'vit_b_32': 88224232, 'vit_h_14': 632045800, 'vit_l_16': 304326632, 'vit_l_32': 306535400}


def count(model):
    return sum(parameter.numel() for parameter in model.parameters())


class Models(unittest.TestCase):
    def test_parameters_are_as_many_as_published(self):
        for name, published in PUBLISHED.items():
            self.assertEqual((name, count(models.get_model(name))), (name, published))

    def test_a_row_of_scores_for_each_picture(self):
        for name in PUBLISHED:
            side = 75 if name == 'inception_v3' else 224
            model = models.get_model(name, num_classes=7).eval()
            self.assertEqual((name, tuple(model(torch.randn(2, 3, side, side)).shape)), (name, (2, 7)))

    def test_names_of_models(self):
        self.assertEqual(models.list_models(include='swin*'), ['swin_b', 'swin_s', 'swin_t', 'swin_v2_b', 'swin_v2_s', 'swin_v2_t'])
        self.assertEqual(models.list_models(module=models.squeezenet), ['squeezenet1_0', 'squeezenet1_1'])
        self.assertNotIn('make_layers', models.list_models())
        self.assertLessEqual(set(PUBLISHED), set(models.list_models()))
        with self.assertRaisesRegex(UnknownOperation, 'maxvit_t'):
            models.get_model('maxvit_t')

    def test_modules_have_the_classes_that_users_extend(self):
        from torchvision.models import convnext, efficientnet, mobilenetv3, swin_transformer, vision_transformer
        self.assertIsInstance(models.efficientnet_b0().features[2][0], efficientnet.MBConv)
        self.assertIsInstance(models.efficientnet_v2_s().features[1][0], efficientnet.FusedMBConv)
        self.assertIsInstance(models.convnext_tiny().features[1][0], convnext.CNBlock)
        self.assertIsInstance(models.mobilenet_v3_small().features[1], mobilenetv3.InvertedResidual)
        self.assertIsInstance(models.vit_b_16().encoder.layers.encoder_layer_11, vision_transformer.EncoderBlock)
        self.assertIsInstance(models.swin_v2_t().features[1][1].attn, swin_transformer.ShiftedWindowAttentionV2)

    def test_weights_are_told_of_however_they_are_asked_for(self):
        for asked in ('True', 'pretrained=True', "weights='DEFAULT'", 'weights=torchvision.models.EfficientNet_B0_Weights.IMAGENET1K_V1'):
            current.pending = []
            source = ('import torchvision\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n'
                      '        self.body = torchvision.models.efficientnet_b0(%s).features\n'
                      '    def forward(self, x):\n        return self.body(x)\n' % asked)
            self.assertEqual([(note['about'], note['what']) for note in record(source, (2, 3, 32, 32))['notes']],
                             [('weights not loaded', 'torchvision.models.efficientnet_b0')])

    def test_pictures_of_weights_that_were_tuned_on_large_ones(self):
        sides = [models.vit_b_16(weights=weights).image_size for weights in (None, 'DEFAULT', 'IMAGENET1K_SWAG_E2E_V1')]
        self.assertEqual(sides, [224, 224, 384])
        self.assertEqual(models.vit_h_14(weights='DEFAULT').image_size, 518)

    def test_first_weights(self):
        source = ('import torchvision\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.body = %s\n'
                  '    def forward(self, x):\n        return self.body(x)\n')
        told = {one['name']: one['initial'] for one in record(source % 'torchvision.models.convnext_tiny()', (2, 3, 64, 64))['parameters']}
        self.assertEqual(told['body.features.1.0.layer_scale'], {'draw': 'constant', 'value': 1e-6})
        self.assertEqual((told['body.classifier.2.weight']['draw'], told['body.classifier.2.weight']['std']), ('normal', 0.02))
        told = {one['name']: one['initial'] for one in record(source % 'torchvision.models.vit_b_32(image_size=64)', (2, 3, 64, 64))['parameters']}
        self.assertEqual(told['body.heads.head.weight'], {'draw': 'constant', 'value': 0.0})
        self.assertAlmostEqual(told['body.conv_proj.weight']['std'], (3 * 32 * 32) ** -0.5)


class AuxiliaryHeads(unittest.TestCase):
    def test_heads_of_their_own_while_training(self):
        scores = models.googlenet(num_classes=5)(torch.randn(2, 3, 96, 96))
        self.assertEqual([(name, tuple(value.shape)) for name, value in scores._asdict().items()],
                         [('logits', (2, 5)), ('aux_logits2', (2, 5)), ('aux_logits1', (2, 5))])
        scores = models.inception_v3(num_classes=5)(torch.randn(2, 3, 299, 299))
        self.assertIsInstance(scores, models.inception.InceptionOutputs)
        self.assertEqual([(name, tuple(value.shape)) for name, value in scores._asdict().items()], [('logits', (2, 5)), ('aux_logits', (2, 5))])

    def test_none_where_they_are_not_asked_for(self):
        self.assertEqual(count(models.inception_v3(aux_logits=False)), 23834568)
        self.assertEqual(count(models.googlenet(aux_logits=False)), 6624904)

    def test_weights_rescale_pictures_and_bring_the_heads_of_their_network(self):
        first, second = models.googlenet(weights='DEFAULT'), models.inception_v3(pretrained=True)
        self.assertEqual((first.transform_input, first.aux_logits, first.aux1), (True, False, None))
        self.assertEqual((second.transform_input, second.aux_logits), (True, True))
        self.assertIsNotNone(models.googlenet(pretrained=True, aux_logits=True).aux2)
        self.assertIsNone(models.inception_v3(pretrained=True, aux_logits=False).AuxLogits)
        self.assertFalse(models.inception_v3(weights='DEFAULT', transform_input=False).transform_input)


class FeatureExtraction(unittest.TestCase):
    def test_a_model_up_to_its_last_wanted_output(self):
        body = create_feature_extractor(models.resnet18(), return_nodes={'layer2': 'low', 'layer3.0': 'high'})
        self.assertEqual([(name, tuple(value.shape)) for name, value in body(torch.randn(2, 3, 64, 64)).items()],
                         [('low', (2, 128, 8, 8)), ('high', (2, 256, 4, 4))])
        names = dict(body.named_parameters())
        self.assertIn('layer3.0.conv2.weight', names)
        self.assertFalse([name for name in names if name.startswith(('layer3.1', 'layer4', 'fc'))])

    def test_only_what_is_wanted_is_recorded(self):
        source = ('import torchvision\nfrom torchvision.models.feature_extraction import create_feature_extractor\nclass Net(nn.Module):\n'
                  '    def __init__(self):\n        super().__init__()\n'
                  '        self.body = create_feature_extractor(torchvision.models.resnet18(), ["relu", "layer1.0.relu_1"])\n'
                  '    def forward(self, x):\n        return self.body(x)\n')
        told = record(source, (2, 3, 32, 32))
        convolved = ['conv2d', 'batch_norm']
        self.assertEqual(operations(told), ['input', *convolved, 'relu', 'max_pool2d', *convolved, 'relu', *convolved, 'add', 'relu'])
        self.assertEqual([one['path'] for one in told['outputs']], ['relu', 'layer1.0.relu_1'])

    def test_a_model_that_is_no_chain_of_its_children(self):
        class Body(nn.Module):
            def __init__(self):
                super().__init__()
                self.second, self.first, self.head = nn.Conv2d(8, 8, 3), nn.Conv2d(3, 8, 3), nn.Linear(8, 2)

            def forward(self, x):
                return self.head(self.second(self.first(x)).mean((2, 3)))

        body = create_feature_extractor(Body(), ['second'])
        self.assertEqual(tuple(body(torch.randn(1, 3, 9, 9))['second'].shape), (1, 8, 5, 5))
        self.assertEqual({name.split('.')[0] for name, _ in body.named_parameters()}, {'first', 'second'})

    def test_outputs_of_training_and_of_evaluation(self):
        body = create_feature_extractor(models.vit_b_32(image_size=64), train_return_nodes=['encoder.dropout'], eval_return_nodes=['encoder.ln'])
        self.assertEqual(list(body(torch.randn(1, 3, 64, 64))), ['encoder.dropout'])
        self.assertEqual(list(body.eval()(torch.randn(1, 3, 64, 64))), ['encoder.ln'])
        self.assertIn('class_token', dict(body.named_parameters()))

    def test_auxiliary_heads_where_they_are_wanted(self):
        whole = models.inception_v3()
        for node, is_there in (('avgpool', False), ('AuxLogits.conv0', True)):
            body = create_feature_extractor(whole, [node])
            self.assertEqual(list(body(torch.randn(2, 3, 299, 299))), [node])
            self.assertEqual(any(name.startswith('AuxLogits') for name, _ in body.named_parameters()), is_there)
        self.assertIsNotNone(whole(torch.randn(2, 3, 299, 299)).aux_logits)

    def test_outputs_that_no_module_makes(self):
        with self.assertRaisesRegex(UnknownOperation, 'flatten'):
            create_feature_extractor(models.resnet18(), ['flatten'])
        with self.assertRaisesRegex(ValueError, 'return_nodes'):
            create_feature_extractor(models.resnet18())

    def test_names_of_modules(self):
        training, evaluation = get_graph_node_names(models.alexnet())
        self.assertEqual((training[0], training[-1]), ('features.0', 'classifier.6'))
        self.assertEqual(training, evaluation)


class Operations(unittest.TestCase):
    def test_a_pyramid_of_features(self):
        levels = OrderedDict((name, torch.randn(2, width, side, side)) for name, width, side in (('a', 8, 32), ('b', 16, 15), ('c', 32, 8)))
        pyramid = FeaturePyramidNetwork([8, 16, 32], 4, extra_blocks=LastLevelMaxPool())
        self.assertEqual([(name, tuple(level.shape)) for name, level in pyramid(levels).items()],
                         [('a', (2, 4, 32, 32)), ('b', (2, 4, 15, 15)), ('c', (2, 4, 8, 8)), ('pool', (2, 4, 4, 4))])
        self.assertEqual(tuple(dict(pyramid.named_parameters())['inner_blocks.2.0.weight'].shape), (4, 32, 1, 1))
        self.assertEqual(len(list(pyramid.parameters())), 12)

    def test_the_backbone_that_detectors_share(self):
        from torchvision.models.detection.backbone_utils import _validate_trainable_layers, resnet_fpn_backbone
        backbone = resnet_fpn_backbone('resnet18', trainable_layers=2)
        levels = backbone(torch.zeros(1, 3, 64, 64))
        self.assertEqual([(name, tuple(one.shape)) for name, one in levels.items()],
                         [('0', (1, 256, 16, 16)), ('1', (1, 256, 8, 8)), ('2', (1, 256, 4, 4)), ('3', (1, 256, 2, 2)), ('pool', (1, 256, 1, 1))])
        trained = {name.split('.')[1] for name, one in backbone.body.named_parameters(prefix='body') if one.requires_grad}
        self.assertEqual(trained, {'layer3', 'layer4'})
        self.assertEqual([_validate_trainable_layers(*told) for told in ((False, None, 5, 3), (True, None, 5, 3), (True, 1, 5, 3))], [5, 3, 1])
        with self.assertRaises(ValueError):
            _validate_trainable_layers(True, 6, 5, 3)

    def test_levels_on_top_of_a_pyramid(self):
        levels = OrderedDict(a=torch.randn(2, 8, 16, 16), b=torch.randn(2, 16, 8, 8))
        of_inputs, of_outputs = LastLevelP6P7(16, 4), LastLevelP6P7(4, 4)
        self.assertEqual((of_inputs.use_P5, of_outputs.use_P5), (False, True))
        for top in (of_inputs, of_outputs):
            told = FeaturePyramidNetwork([8, 16], 4, top)(levels)
            self.assertEqual([(name, tuple(level.shape[2:])) for name, level in told.items()],
                             [('a', (16, 16)), ('b', (8, 8)), ('p6', (4, 4)), ('p7', (2, 2))])

    def test_a_pyramid_over_nothing(self):
        with self.assertRaisesRegex(ValueError, 'in_channels=0'):
            FeaturePyramidNetwork([0, 8], 4)

    def test_regions_of_boxes_need_values(self):
        pool = MultiScaleRoIAlign('0', 7, 2)
        self.assertEqual((pool.featmap_names, pool.output_size, pool.sampling_ratio, pool.scales, pool.canonical_scale, pool.canonical_level),
                         (['0'], (7, 7), 2, None, 224, 4))
        self.assertEqual(torchvision.ops.poolers.MultiScaleRoIAlign(['0', '1'], (7, 5), 2, canonical_level=3).output_size, (7, 5))
        with self.assertRaises(NeedsValues):
            pool({'0': torch.randn(1, 4, 8, 8)}, [torch.randn(3, 4)], [(32, 32)])


if __name__ == '__main__':
    unittest.main()
