import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../../src/analysis/cost/describeNetwork';
import {
  groupId,
  WHOLE_NETWORK,
  type GroupId,
  type Network,
  type NetworkGraph,
} from '../../../../src/shared/network/network';
import * as dense from '../../../support/architectures/dense';
import * as encoderDecoder from '../../../support/architectures/encoderDecoder';
import * as parallel from '../../../support/architectures/parallel';
import * as plain from '../../../support/architectures/plain';
import * as residual from '../../../support/architectures/residual';
import * as sequence from '../../../support/architectures/sequence';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { outline } from '../../../support/outline';
import { blockPlans, plainStyle, renamed, writeNetwork } from '../../../support/randomNetworks';

const draw = (graph: NetworkGraph): string => `\n${outline(describeNetwork(graph))}\n`;
const names = (graph: NetworkGraph): string[] =>
  describeNetwork(graph).groups.map(({ name, repeat }) =>
    repeat > 1 ? `${name} ×${repeat}` : name,
  );

describe('blocks say what they are', () => {
  it('a CIFAR ResNet is residual blocks between two plain stacks, equal neighbours folded', () => {
    expect(draw(residual.cifarResnet(14, 'B'))).toBe(`
[stem · 3→16]
  input1 conv1 batchnorm1 relu1
[residual block · 16→16 ×2]
  [residual block 1 · 16→16]
    conv2 batchnorm2 relu2 conv3 batchnorm3 add1 relu3
  [residual block 2 · 16→16]
    conv4 batchnorm4 relu4 conv5 batchnorm5 add2 relu5
[residual block 3 · 16→32]
  conv6 batchnorm6 relu6 conv7 batchnorm7 conv8 batchnorm8 add3 relu7
[residual block 4 · 32→32]
  conv9 batchnorm9 relu8 conv10 batchnorm10 add4 relu9
[residual block 5 · 32→64]
  conv11 batchnorm11 relu10 conv12 batchnorm12 conv13 batchnorm13 add5 relu11
[residual block 6 · 64→64]
  conv14 batchnorm14 relu12 conv15 batchnorm15 add6 relu13
[head · 64→10]
  globalpool1 dense1
`);
  });

  it('what holds most of the layers is no head, even if no map is left behind it', () => {
    const net = new NetworkBuilder();
    let x = net.pool(net.conv(net.input(16, 16, 3), 8));
    for (let i = 0; i < 8; i++) x = net.conv(x, 8);
    const last = names(net.graph(net.dense(net.globalPool(x), 10))).at(-1);
    expect(last).toBe('stage 2 · 8→10');
  });

  it('a U-Net is levels, numbered from the full resolution', () => {
    expect(draw(encoderDecoder.uNet({ levels: 2 }))).toBe(`
[encoder 1 · 3→8]
  input1 conv1 conv2
[encoder 2 · 8→16]
  pool1 conv3 conv4
[deepest level 3 · 16→32]
  pool2 conv5 conv6
[decoder 2 · 32→16]
  convtranspose1 concat1 conv7 conv8
[decoder 1 · 16→2]
  convtranspose2 concat2 conv9 conv10 conv11
`);
  });

  it('a module in one resolution has no levels of its own', () => {
    const { layers, ...graph } = encoderDecoder.uNet({ levels: 2 });
    const down = {
      id: groupId('down'),
      name: 'down',
      parent: null,
      kind: 'model',
      repeat: 1,
    } as const;
    const inDown = ({ name }: { name: string }): boolean => name === 'conv1' || name === 'conv2';
    const moved = layers.map((one) => (inDown(one) ? { ...one, group: down.id } : one));
    expect(names({ ...graph, layers: moved, groups: [down] })).toEqual([
      'network',
      'down',
      'encoder 1 · 3→8',
      'encoder 2 · 8→16',
      'deepest level 3 · 16→32',
      'decoder 2 · 32→16',
      'decoder 1 · 16→2',
    ]);
  });

  it('a dense block is made of dense layers where it is written in chained form', () => {
    expect(draw(dense.denseNet([2], { form: 'chained' }))).toBe(`
[stem · 3→8]
  input1 conv1
[dense block 1 · 8→16]
  [dense layer 1 · 8→12]
    batchnorm1 relu1 conv2 batchnorm2 relu2 conv3 concat1
  [dense layer 2 · 12→16]
    batchnorm3 relu3 conv4 batchnorm4 relu4 conv5 concat2
[head · 16→10]
  batchnorm5 relu5 globalpool1 dense1
`);
  });

  it('a transformer folds its blocks of attention and feed-forward layers', () => {
    expect(draw(sequence.transformerEncoder(2, 'pre', 'spelled'))).toBe(`
input1 constant1 embedding1 embedding2 add1
[transformer block · 8→8 ×2]
  [transformer block 1 · 8→8]
    [attention block 1 · 8→8]
      layernorm1
      [attention 1 · 8→8]
        dense1 dense2 dense3 dot1 softmax1 dot2
      dense4 add2
    [feed-forward block 1 · 8→8]
      layernorm2 dense5 dense6 add3
  [transformer block 2 · 8→8]
    [attention block 2 · 8→8]
      layernorm3
      [attention 2 · 8→8]
        dense7 dense8 dense9 dot3 softmax2 dot4
      dense10 add4
    [feed-forward block 2 · 8→8]
      layernorm4 dense11 dense12 add5
dense13
`);
  });

  it('a norm behind the last block of a pre-norm transformer belongs to none', () => {
    const net = new NetworkBuilder();
    let x = net.dense(net.input(16, 8), 8);
    for (let block = 0; block < 3; block++) {
      x = net.add(x, net.attention(net.layerNorm(x)));
      x = net.add(x, net.dense(net.dense(net.layerNorm(x), 32, 'relu'), 8));
    }
    const graph = net.graph(net.dense(net.layerNorm(x), 2));
    expect(names(graph)).toContain('transformer block · 8→8 ×3');
  });

  it('a decoder that reads an encoder is made of blocks all the same', () => {
    expect(
      names(sequence.encoderDecoder(2)).filter((name) => name.startsWith('transformer')),
    ).toEqual([
      'transformer block · 8→8 ×2',
      'transformer block 1 · 8→8',
      'transformer block 2 · 8→8',
      'transformer block · 8→8 ×2',
      'transformer block 3 · 8→8',
      'transformer block 4 · 8→8',
    ]);
  });

  it.each([
    ['ResNet-50', residual.resnet50, 'bottleneck block · 256→256 ×5'],
    ['MobileNet-v2', residual.mobileNetV2, 'inverted residual block · 64→64 ×3'],
    ['SENet-18', residual.senet18, 'squeeze-excite 1 · 16→16'],
    ['Xception', residual.xception, 'residual block · 728→728 ×8'],
    ['GoogLeNet', parallel.googLeNet, 'inception block · 40→40 ×5'],
    ['a list-form DenseNet', () => dense.denseNet([3], { form: 'list' }), 'dense block 1 · 8→20'],
    ['a highway network', () => sequence.highway(5), 'highway layer · 16→16 ×5'],
    ['VGG', plain.vgg, 'stage 3 · 16→32'],
    ['YOLOv3', encoderDecoder.yoloV3, 'residual block · 32→32 ×8'],
  ])('%s', (_, graph, name) => {
    expect(names(graph())).toContain(name);
  });

  it('a block whose body is a nested model holds that model', () => {
    const net = new NetworkBuilder();
    const x = net.relu(net.conv(net.input(8, 8, 4), 4));
    const body = net.nested('body', () => net.conv(net.relu(net.conv(x, 4)), 4));
    expect(draw(net.graph(net.dense(net.globalPool(net.add(x, body)), 2)))).toBe(`
[stem · 4→4]
  input1 conv1 relu1
[residual block 1 · 4→4]
  [body]
    conv2 relu2 conv3
  add1
[head · 4→2]
  globalpool1 dense1
`);
  });
});

/** The groups around a layer, innermost first. */
function pathOf({ groups }: Network, innermost: GroupId): GroupId[] {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]));
  const path: GroupId[] = [];
  for (let at: GroupId | null | undefined = innermost; at; at = parents.get(at)) path.push(at);
  return path;
}

describe('the groups of any network', () => {
  const nestedStyle = { ...plainStyle, nested: true };

  it('have names of their own, nest, and hold a layer each', () => {
    fc.assert(
      fc.property(blockPlans, fc.boolean(), (plans, nested) => {
        const network = describeNetwork(writeNetwork(plans, nested ? nestedStyle : plainStyle));
        const paths = network.layers.map(({ group }) => pathOf(network, group));
        const used = new Set(paths.flat());
        expect(paths.map((path) => path.at(-1))).toEqual(paths.map(() => WHOLE_NETWORK));
        expect(new Set(network.groups.map(({ id }) => id)).size).toBe(network.groups.length);
        expect([...used].sort()).toEqual(network.groups.map(({ id }) => id).sort());
      }),
      { numRuns: 100 },
    );
  });

  it('keep every layer inside the groups that the frontend gave', () => {
    fc.assert(
      fc.property(blockPlans, (plans) => {
        const graph = writeNetwork(plans, nestedStyle);
        const network = describeNetwork(graph);
        network.layers.forEach(({ group }, index) => {
          const given = graph.layers[index]!.group;
          expect(given === undefined || pathOf(network, group).includes(given)).toBe(true);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('do not depend on names and kinds', () => {
    fc.assert(
      fc.property(blockPlans, (plans) => {
        const graph = writeNetwork(plans);
        expect(names(renamed(graph))).toEqual(names(graph));
      }),
      { numRuns: 100 },
    );
  });

  it('stand for as many equal parts as they say', () => {
    fc.assert(
      fc.property(blockPlans, (plans) => {
        const { groups } = describeNetwork(writeNetwork(plans));
        for (const { id, repeat } of groups.filter((group) => group.repeat > 1)) {
          expect(groups.filter(({ parent }) => parent === id)).toHaveLength(repeat);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('layers that repeat outside of blocks', () => {
  type Tensor = ReturnType<NetworkBuilder['input']>;
  const chain = (count: number, part: (net: NetworkBuilder, x: Tensor) => Tensor) => {
    const net = new NetworkBuilder();
    let x = net.dense(net.input(8), 6);
    for (let i = 0; i < count; i++) x = part(net, x);
    return names(net.graph(net.dense(x, 3)));
  };

  it('are one group, however many there are', () => {
    expect(chain(2000, (net, x) => net.dense(x, 6))).toContain('dense · 6→6 ×2000');
  });

  it('are one group of parts, where each part is several layers', () => {
    const found = chain(10, (net, x) => net.relu(net.batchNorm(net.dense(x, 6))));
    expect(found).toContain('dense · 6→6 ×10');
    expect(found.filter((name) => /^dense \d+ · 6→6$/.test(name))).toHaveLength(10);
  });

  it('are read one by one, where they are few or differ', () => {
    expect(chain(12, (net, x) => net.dense(x, 6)).join()).not.toContain('×');
    let width = 6;
    expect(chain(40, (net, x) => net.dense(x, ++width)).join()).not.toContain('×');
  });
});
