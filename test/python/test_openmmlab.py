"""The stand-ins of mmengine and mmcv; numbers are those of mmengine 0.10.7 and mmcv-lite 2.2.0."""
import os
import tempfile
import unittest

from support import operations, record, torch

from mmcv.cnn import (ContextBlock, ConvModule, DepthwiseSeparableConvModule, GeneralizedAttention, NonLocal2d, build_norm_layer, build_plugin_layer,
                      build_upsample_layer, fuse_conv_bn)
from mmcv.cnn.bricks.transformer import FFN, BaseTransformerLayer, MultiheadAttention, PatchEmbed, PatchMerging
from mmengine.config import Config, ConfigDict
from mmengine.model import BaseModel, BaseModule, ExponentialMovingAverage, ImgDataPreprocessor, ModuleList, Sequential
from mmengine.registry import MODELS, DefaultScope, Registry
from mmengine.structures import InstanceData, PixelData
from skipscope.driver.failures import MissingPackage
from skipscope.recording import current
from torch import nn


def weights(module):
    return sum(one.numel() for one in module.parameters())


def parts(module):
    return [name for name, _ in module.named_modules()][1:]


def shape(module, *sizes):
    return tuple(module(*[torch.randn(*one) for one in sizes]).shape)


class Convolutions(unittest.TestCase):
    def test_a_convolution_with_what_surrounds_it(self):
        net = ConvModule(8, 12, 3, stride=2, padding=1, norm_cfg={'type': 'GN', 'num_groups': 4})
        self.assertEqual((parts(net), weights(net), shape(net, (2, 8, 16, 20))), (['conv', 'gn', 'activate'], 888, (2, 12, 8, 10)))
        self.assertIsNone(net.conv.bias)
        self.assertTrue(net.activate.inplace)
        self.assertIsNotNone(ConvModule(8, 12, 3).conv.bias)

    def test_the_order_and_the_padding_are_those_asked_for(self):
        net = ConvModule(8, 12, 3, padding=1, padding_mode='reflect', order=('norm', 'conv', 'act'), norm_cfg={'type': 'BN'})
        self.assertEqual((parts(net), weights(net)), (['padding_layer', 'conv', 'bn', 'activate'], 880))
        self.assertEqual((net.bn.num_features, net.conv.padding, net.padding), (8, (0, 0), 1))
        told = record('from mmcv.cnn import ConvModule\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.m = ConvModule('
                      '8, 4, 1, order=("act", "norm", "conv"), norm_cfg=dict(type="BN"))\n    def forward(self, x):\n        return self.m(x)\n', (2, 8, 4, 4))
        self.assertEqual(operations(told), ['input', 'relu', 'batch_norm', 'conv2d'])

    def test_a_norm_that_is_not_trained(self):
        net = ConvModule(8, 12, 3, conv_cfg={'type': 'ConvAWS'}, norm_cfg={'type': 'SyncBN', 'requires_grad': False}, act_cfg={'type': 'HSwish'})
        self.assertEqual([one.requires_grad for one in net.bn.parameters()], [False, False])
        self.assertIsInstance(net.activate, nn.Hardswish)
        self.assertEqual([name for name, _ in net.conv.named_buffers()], ['weight_gamma', 'weight_beta'])

    def test_a_depthwise_and_a_pointwise_convolution(self):
        net = DepthwiseSeparableConvModule(8, 12, 3, padding=1, norm_cfg={'type': 'BN'})
        self.assertEqual((weights(net), shape(net, (2, 8, 16, 20))), (208, (2, 12, 16, 20)))
        self.assertEqual([name for name, _ in net.named_children()], ['depthwise_conv', 'pointwise_conv'])

    def test_a_norm_becomes_a_part_of_its_convolution(self):
        net = fuse_conv_bn(nn.Sequential(nn.Conv2d(3, 4, 1, bias=False), nn.BatchNorm2d(4)))
        self.assertIsInstance(net[1], nn.Identity)
        self.assertEqual(tuple(net[0].bias.shape), (4,))

    def test_layers_have_short_names(self):
        more = {'GN': {'num_groups': 4}}
        self.assertEqual([build_norm_layer({'type': one, **more.get(one, {})}, 8, postfix=3)[0] for one in ('IN', 'GN', 'LN', 'BN', 'SyncBN')],
                         ['in3', 'gn3', 'ln3', 'bn3', 'bn3'])
        told = [('ContextBlock', {'ratio': 0.5}), ('NonLocal2d', {}), ('GeneralizedAttention', {'num_heads': 2}),
                ('ConvModule', {'out_channels': 3, 'kernel_size': 1})]
        self.assertEqual([build_plugin_layer({'type': kind, **entries}, in_channels=8, postfix='_a')[0] for kind, entries in told],
                         ['context_block_a', 'nonlocal_block_a', 'gen_attention_block_a', 'conv_block_a'])
        with self.assertRaisesRegex(KeyError, 'Unheard'):
            build_norm_layer({'type': 'Unheard'}, 8)

    def test_upsampling(self):
        net = build_upsample_layer({'type': 'pixel_shuffle', 'in_channels': 8, 'out_channels': 4, 'scale_factor': 2, 'upsample_kernel': 3})
        self.assertEqual((weights(net), shape(net, (2, 8, 16, 20))), (1168, (2, 4, 32, 40)))
        self.assertEqual(build_upsample_layer({'type': 'bilinear', 'scale_factor': 2}).mode, 'bilinear')


class Attention(unittest.TestCase):
    def test_blocks_over_a_feature_map(self):
        for net, count in ((NonLocal2d(8, mode='concatenation', sub_sample=True), 156),
                           (ContextBlock(8, 0.5, fusion_types=('channel_add', 'channel_mul')), 177)):
            self.assertEqual((weights(net), shape(net, (2, 8, 16, 20))), (count, (2, 8, 16, 20)))
        net = GeneralizedAttention(36, num_heads=3)
        self.assertEqual((weights(net), shape(net, (2, 36, 8, 10))), (6589, (2, 36, 8, 10)))

    def test_patches(self):
        net = PatchEmbed(3, 32, kernel_size=5, stride=3, padding='same', norm_cfg={'type': 'LN'}, input_size=(16, 20))
        tokens, size = net(torch.randn(2, 3, 16, 20))
        self.assertEqual((weights(net), tuple(tokens.shape), size, net.init_out_size), (2496, (2, 42, 32), (6, 7), (6, 7)))
        net = PatchMerging(8, 32, kernel_size=3, stride=2)
        tokens, size = net(torch.randn(2, 35, 8), (5, 7))
        self.assertEqual((weights(net), tuple(tokens.shape), size), (2448, (2, 12, 32), (3, 4)))

    def test_layers_of_a_transformer(self):
        net = FFN(32, 64, num_fcs=3, layer_scale_init_value=0.1)
        self.assertEqual((weights(net), [name for name, _ in net.layers.named_modules()][1:]),
                         (8384, ['0', '0.0', '0.1', '0.2', '1', '1.0', '1.1', '1.2', '2', '3']))
        net = MultiheadAttention(32, 4, batch_first=True)
        self.assertEqual((weights(net), shape(net, (2, 5, 32))), (4224, (2, 5, 32)))
        net = BaseTransformerLayer(attn_cfgs={'type': 'MultiheadAttention', 'embed_dims': 32, 'num_heads': 4},
                                   ffn_cfgs={'type': 'FFN', 'embed_dims': 32, 'feedforward_channels': 64},
                                   operation_order=('self_attn', 'norm', 'cross_attn', 'norm', 'ffn', 'norm'))
        self.assertEqual((weights(net), shape(net, (5, 2, 32), (7, 2, 32), (7, 2, 32))), (12832, (5, 2, 32)))

    def test_an_old_name_of_a_keyword(self):
        self.assertEqual(FFN(32, 64, dropout=0.3).layers[0][2].p, 0.3)


class Registries(unittest.TestCase):
    def test_a_name_is_looked_up_in_a_registry_and_above_it(self):
        heads = Registry('head', parent=MODELS, scope='openmmlab_test')

        @heads.register_module(name=['Head', 'HeadV2'])
        class Head(nn.Module):
            def __init__(self, width=3):
                super().__init__()
                self.fc = nn.Linear(width, 2)
        self.assertEqual(weights(heads.build({'type': 'HeadV2', 'width': 5})), 12)
        self.assertIs(MODELS.get('openmmlab_test.Head'), Head)
        self.assertIs(heads.get('ReLU'), nn.ReLU)
        self.assertIs(heads.get('torch.nn.Conv2d'), nn.Conv2d)
        self.assertIsNone(MODELS.get('Head'))
        with DefaultScope.overwrite_default_scope('openmmlab_test'):
            self.assertIsInstance(MODELS.build({'type': 'Head'}), Head)

    def test_a_name_stands_for_one_class(self):
        registry = Registry('one', scope='one')
        registry.register_module('Net', module=nn.ReLU)
        with self.assertRaisesRegex(KeyError, 'already registered'):
            registry.register_module('Net', module=nn.GELU)
        registry.register_module('Net', force=True, module=nn.GELU)
        self.assertIs(registry.get('Net'), nn.GELU)
        with self.assertRaisesRegex(KeyError, 'Other'):
            registry.build({'type': 'Other'})

    def test_a_list_of_configurations_is_a_sequence(self):
        net = MODELS.build([{'type': 'Conv2d', 'in_channels': 3, 'out_channels': 4, 'kernel_size': 1}, {'type': 'ReLU'}])
        self.assertIsInstance(net, Sequential)
        self.assertEqual(shape(net, (2, 3, 5, 5)), (2, 4, 5, 5))

    def test_configurations_of_files_have_those_of_their_bases(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (('base.py', 'model = dict(type="A", head=dict(width=3, depth=2), neck=dict(a=1))\nlr = 1\n'),
                               ('net.py', '_base_ = ["base.py"]\nmodel = dict(head=dict(width=5), neck=dict(_delete_=True, b=2))\n')):
                with open(os.path.join(folder, name), 'w') as file:
                    file.write(text)
            with open(os.path.join(folder, 'new.py'), 'w') as file:
                file.write('from mmengine.config import read_base\nwith read_base():\n    from .base import *\nmodel.update(head=dict(width=9))\n')
            new = Config.fromfile(os.path.join(folder, 'new.py'))
            told = Config.fromfile(os.path.join(folder, 'net.py'))
        self.assertEqual((new.model.head, new.model.neck.a, new.lr), ({'width': 9}, 1, 1))
        self.assertEqual(told.model.to_dict(), {'type': 'A', 'head': {'width': 5, 'depth': 2}, 'neck': {'b': 2}})
        self.assertEqual((told.lr, told.get('none'), 'lr' in told), (1, None, True))
        told.merge_from_dict({'model.head.width': 7})
        self.assertEqual(told['model'].head.width, 7)

    def test_entries_of_a_configuration_are_attributes(self):
        told = ConfigDict(a={'b': [{'c': 1}]})
        told.d = 2
        self.assertEqual((told.a.b[0].c, told.pop('d'), told.get('e', 3)), (1, 2, 3))
        with self.assertRaises(AttributeError):
            told.nothing


class Modules(unittest.TestCase):
    def test_first_weights_are_those_of_the_configuration(self):
        class Net(BaseModule):
            def __init__(self):
                super().__init__([{'type': 'Constant', 'val': 2, 'layer': 'Linear', 'override': {'name': 'last', 'type': 'Constant', 'val': 3}}])
                self.first, self.last = nn.Linear(1, 1), nn.Linear(1, 1)
                self.rest = ModuleList([nn.Linear(1, 1)])
        net = Net()
        net.init_weights()
        self.assertEqual([net.first.weight.tolist(), net.last.weight.tolist(), net.rest[0].weight.tolist()], [[[2]], [[3]], [[2]]])
        self.assertTrue(net.is_init)

    def test_weights_of_a_file_are_left_out_with_a_note(self):
        told = record('from mmengine.model import BaseModule\nclass Net(BaseModule):\n    def __init__(self):\n'
                      '        super().__init__(dict(type="Pretrained", checkpoint="https://download/net.pth"))\n        self.fc = nn.Linear(3, 2)\n'
                      '        self.init_weights()\n    def forward(self, x):\n        return self.fc(x)\n', (2, 3))
        current.pending.clear()
        self.assertEqual({note['about'] for note in told['notes']}, {'weights not loaded'})

    def test_a_model_prepares_its_data(self):
        class Net(BaseModel):
            def forward(self, inputs, data_samples=None, mode='tensor'):
                return inputs if mode == 'tensor' else {'loss': inputs.mean(), 'parts_loss': [inputs.sum()], 'accuracy': inputs.max()}
        net = Net(data_preprocessor={'type': 'ImgDataPreprocessor', 'mean': [1, 2, 3], 'std': [1, 1, 1], 'pad_size_divisor': 32})
        self.assertEqual(tuple(net.test_step({'inputs': [torch.randn(3, 30, 40), torch.randn(3, 20, 50)]})['loss'].shape), ())
        self.assertEqual(set(net.parse_losses(net(torch.randn(1, 3, 2, 2), mode='loss'))[1]), {'loss', 'parts_loss', 'accuracy'})
        self.assertIsInstance(net.data_preprocessor, ImgDataPreprocessor)
        self.assertEqual([name for name, _ in net.data_preprocessor.named_buffers()], ['mean', 'std'])
        with self.assertRaisesRegex(TypeError, 'abstract'):
            BaseModel()

    def test_a_mean_of_weights_is_not_trained(self):
        net = ExponentialMovingAverage(nn.Linear(2, 3))
        self.assertEqual([(name, one.requires_grad) for name, one in net.named_parameters()], [('module.weight', False), ('module.bias', False)])
        self.assertEqual([name for name, _ in net.named_buffers()], ['steps'])

    def test_a_hook_is_inert_and_a_compiled_operation_is_not_there(self):
        from mmengine.hooks import Hook

        class Own(Hook):
            pass
        self.assertIsNotNone(Own())
        with self.assertRaises(ImportError):
            __import__('mmcv.ops')
        import mmcv
        with self.assertRaises(MissingPackage):
            mmcv.imresize(torch.randn(3, 4, 4), (2, 2))


    def test_names_of_mmcv_1(self):
        from mmcv import ConfigDict as OfMmcv, is_tuple_of
        from mmcv.cnn import NORM_LAYERS, constant_init
        from mmcv.cnn.bricks.registry import ATTENTION
        from mmcv.cnn.utils.weight_init import trunc_normal_
        from mmcv.runner import BaseModule as OfRunner, auto_fp16, load_checkpoint
        from mmcv.utils import Registry as OfUtils, build_from_cfg, get_logger
        from mmcv.utils.parrots_wrapper import _BatchNorm

        class Net(OfRunner):
            @auto_fp16(apply_to=('x',))
            def forward(self, x):
                return self.fc(x)
        self.assertTrue(is_tuple_of((1, 2), int))
        heads = OfUtils('head', scope='mmcv_1')
        heads.register_module()(Net)
        net = build_from_cfg(OfMmcv(type='Net'), heads)
        net.fc = nn.Linear(2, 3)
        constant_init(net.fc, 4)
        self.assertEqual((net.fc.weight[0].tolist(), shape(net, (5, 2))), ([4, 4], (5, 3)))
        load_checkpoint(net, 'net.pth', map_location='cpu', logger=get_logger('net'))
        current.pending.clear()
        trunc_normal_(net.fc.weight, std=0.02)
        self.assertIs(NORM_LAYERS.get('BN'), nn.BatchNorm2d)
        self.assertTrue(issubclass(nn.BatchNorm2d, _BatchNorm) and ATTENTION.get('MultiheadAttention') is MultiheadAttention)


class Elements(unittest.TestCase):
    def test_instances_are_indexed_together(self):
        told = InstanceData(metainfo={'size': 1}, boxes=torch.zeros(3, 4), labels=['a', 'b', 'c'])
        self.assertEqual((len(told), told[1:].labels, told[torch.tensor([True, False, True])].labels), (3, ['b', 'c'], ['a', 'c']))
        self.assertEqual(tuple(InstanceData.cat([told, told[0]]).boxes.shape), (4, 4))
        self.assertEqual((told.metainfo, 'boxes' in told, sorted(told.keys())), ({'size': 1}, True, ['boxes', 'labels']))
        with self.assertRaises(AssertionError):
            told.scores = torch.zeros(2)

    def test_maps_have_one_size(self):
        self.assertEqual(tuple(PixelData(sem=torch.zeros(4, 5))[1, 2:4].sem.shape), (1, 1, 2))


if __name__ == '__main__':
    unittest.main()
