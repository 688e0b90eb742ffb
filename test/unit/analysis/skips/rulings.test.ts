import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import * as encoderDecoder from '../../../support/architectures/encoderDecoder';
import * as parallel from '../../../support/architectures/parallel';
import * as residual from '../../../support/architectures/residual';
import * as sequence from '../../../support/architectures/sequence';
import { NetworkBuilder } from '../../../support/networkBuilder';

describe('what the rules leave undecided is reported apart', () => {
  it.each([
    ['an Inception reduction', parallel.inceptionReduction, 'concat', 1],
    ['ShuffleNet-v1 at stride 2', parallel.shuffleNetV1Reduction, 'concat', 1],
    ['the dense part of a dual path block', parallel.dualPathBlock, 'projectionConcat', 1],
    ['a highway with a projected carry', () => sequence.highway(3, 'projected'), 'gated', 3],
  ])('%s', (_, graph, kind, count) => {
    const { ambiguous } = findSkips(graph());
    expect(ambiguous.map((skip) => skip.kind)).toEqual(Array(count).fill(kind));
    expect(ambiguous.every(({ why }) => sentenceOf(why).endsWith('.'))).toBe(true);
  });

  it('two branches of equal cost of which one is linear', () => {
    const net = new NetworkBuilder();
    const x = net.input(8, 8, 4);
    const out = net.add(net.conv(x, 4, { kernel: 1 }), net.relu(net.conv(x, 4)));
    const { merges, ambiguous } = findSkips(net.graph(out));
    expect([merges.total, ambiguous.map(({ slot }) => slot)]).toEqual([0, [0]]);
  });
});

describe('gates are listed apart', () => {
  it.each([
    ['SENet-18', residual.senet18, 8],
    ['EfficientNet-B0', residual.efficientNetB0, 16],
    ['attention U-Net', () => encoderDecoder.uNet({ gated: true }), 4],
    ['residual attention', residual.residualAttention, 1],
    ['a highway, whose gates carry its skips', () => sequence.highway(5), 0],
    ['a transformer, whose softmax weighs values', sequence.gpt2Small, 0],
  ])('%s', (_, graph, count) => {
    expect(findSkips(graph()).gates).toHaveLength(count);
  });

  it('x − x · t gates what it carries, where no sum adds to it', () => {
    const net = new NetworkBuilder();
    const x = net.dense(net.input(20), 16, 'relu');
    const out = net.subtract(x, net.multiply(x, net.dense(x, 16, 'sigmoid')));
    const { merges, gates } = findSkips(net.graph(out));
    expect([merges.total, gates.length]).toEqual([0, 1]);
  });

  it('x − x · f is a residual where nothing bounds f', () => {
    const net = new NetworkBuilder();
    const x = net.dense(net.input(20), 16, 'relu');
    const out = net.subtract(x, net.multiply(x, net.dense(x, 16)));
    const { merges, gates } = findSkips(net.graph(out));
    expect([merges.identityAdd, gates.length]).toEqual([1, 0]);
  });

  it('x · sigmoid(x) is an activation and none', () => {
    const net = new NetworkBuilder();
    const x = net.conv(net.input(8, 8, 4), 4);
    const out = net.multiply(x, net.activation(x, 'sigmoid'));
    expect(findSkips(net.graph(out)).gates).toEqual([]);
  });
});

describe('what a shortcut does to the tensor', () => {
  it('flags the two subsampled shortcuts of a CIFAR ResNet with option A', () => {
    const { items } = findSkips(residual.cifarResnet(20, 'A'));
    expect(items.filter(({ spatialChange }) => spatialChange === 'down')).toHaveLength(2);
  });

  it('calls the strided projections of ResNet-50 short, going down', () => {
    const { items } = findSkips(residual.resnet50());
    const strided = items.filter(({ spatialChange }) => spatialChange === 'down');
    expect(strided.map(({ kind, reach }) => [kind, reach])).toEqual(
      Array(3).fill(['projectionAdd', 'short']),
    );
  });

  it('calls the up-block of a generator short, going up', () => {
    const net = new NetworkBuilder();
    const x = net.conv(net.input(4, 4, 8), 8);
    const body = net.conv(net.relu(net.conv(net.up(net.relu(x)), 8)), 8);
    const [skip] = findSkips(net.graph(net.add(body, net.up(x)))).items;
    expect(skip).toMatchObject({ kind: 'identityAdd', reach: 'short', spatialChange: 'up' });
  });

  it('says that a ShuffleNet-v2 unit carries only some channels', () => {
    const [skip] = findSkips(parallel.shuffleNetV2Unit()).items;
    expect(skip).toMatchObject({ kind: 'concat', partial: true, span: 3 });
  });

  it('keeps the span of a global residual and calls it short', () => {
    const [skip] = findSkips(residual.dnCnn(17)).items;
    expect(skip).toMatchObject({ kind: 'identityAdd', reach: 'short', span: 17 });
  });
});

describe('what only looks like a skip is none', () => {
  const none = (build: (net: NetworkBuilder) => ReturnType<NetworkBuilder['add']>) => {
    const net = new NetworkBuilder();
    const { merges, ambiguous } = findSkips(net.graph(build(net)));
    expect([merges.total, ambiguous]).toEqual([0, []]);
  };

  it('a tensor added to itself', () => {
    none((net) => {
      const x = net.conv(net.input(8, 8, 4), 4);
      return net.add(x, x);
    });
  });

  it('a stride-1 pool added to a body', () => {
    none((net) => {
      const x = net.conv(net.input(8, 8, 4), 4);
      return net.add(net.pool(x, 3, 1), net.conv(net.conv(x, 4), 4));
    });
  });

  it('tensors of two inputs without a common fork', () => {
    none((net) => net.concat([net.dense(net.input(4), 4), net.dense(net.input(4), 4)]));
  });

  it('tokens added to their positions', () => {
    none((net) => {
      const ids = net.tokens(8);
      return net.add(net.embedding(ids, 4), net.embedding(ids, 4));
    });
  });

  it('two outputs of one recurrent layer', () => {
    none((net) => {
      const state = net.recurrent(net.input(8, 4), 4);
      const layer = net.layers.pop()!;
      net.layers.push({ ...layer, outputShape: [state.shape, state.shape] });
      const second = { ...state, ref: { ...state.ref, output: 1 } };
      return net.add(state, net.dense(second, 4));
    });
  });
});
