import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerId, type Layer, type LayerId } from '../../../../src/shared/network/network';
import { matchLayers } from '../../../../src/analysis/comparison/matchLayers';
import { ReportBuilder } from '../../../support/reportBuilder';
import { plainChain, resnet, residualStack, unet } from '../../../support/sampleReports';

const layersOf = (blocks: number): readonly Layer[] => resnet(blocks).network.layers;

/** The same network with other ids and names. */
const renamed = (layers: readonly Layer[]): Layer[] => {
  const nameOf = (id: LayerId): LayerId => layerId(`x_${id}`);
  return layers.map((layer) => ({
    ...layer,
    id: nameOf(layer.id),
    name: `x_${layer.name}`,
    inputs: layer.inputs.map((input) => ({ ...input, layer: nameOf(input.layer) })),
  }));
};

/** Takes one layer with a single input out and lets its readers read what it read. */
const removing = (layers: readonly Layer[], at: number): Layer[] => {
  const gone = layers[at]!;
  const [input] = gone.inputs;
  return layers
    .filter(({ id }) => id !== gone.id)
    .map((layer) => ({
      ...layer,
      inputs: layer.inputs.map((each) => (each.layer === gone.id ? input! : each)),
    }));
};

const networks = fc.oneof(
  fc.integer({ min: 2, max: 30 }).map((layers) => plainChain(layers).network.layers),
  fc.integer({ min: 1, max: 4 }).map(layersOf),
  fc.integer({ min: 8, max: 60 }).map((layers) => residualStack(layers).network.layers),
  fc.integer({ min: 1, max: 4 }).map((levels) => unet(levels).network.layers),
);

describe('matchLayers', () => {
  it('finds every layer of a network in itself, whatever its layers are called', () => {
    fc.assert(
      fc.property(networks, (layers) => {
        const { before, added, removed } = matchLayers(layers, renamed(layers));
        expect([added, removed]).toEqual([[], []]);
        for (const [now, old] of before) expect(now).toBe(`x_${old}`);
      }),
    );
  });

  it('names the one layer that was taken out, and keeps all others as they were', () => {
    fc.assert(
      fc.property(networks, fc.nat(), (layers, seed) => {
        const single = layers.flatMap(({ inputs }, at) => (inputs.length === 1 ? [at] : []));
        const at = single[seed % single.length]!;
        const { before, added, removed } = matchLayers(layers, removing(layers, at));
        expect(added).toEqual([]);
        expect(removed).toHaveLength(1);
        // Of equal neighbours any may be the one that is gone.
        const gone = layers[at]!;
        const named = layers.find(({ id }) => id === removed[0])!;
        expect([named.kind, named.outputShape]).toEqual([gone.kind, gone.outputShape]);
        expect(before.size).toBe(layers.length - 1);
      }),
    );
  });

  it('pairs every layer at most once and only with one of its kind', () => {
    fc.assert(
      fc.property(networks, networks, (olds, news) => {
        const { before, added, removed } = matchLayers(olds, news);
        expect(new Set(before.values()).size).toBe(before.size);
        expect(before.size + added.length).toBe(news.length);
        expect(before.size + removed.length).toBe(olds.length);
        const kinds = new Map([...olds].map(({ id, kind }) => [id, kind]));
        for (const { id, kind } of news) {
          const twin = before.get(id);
          if (twin !== undefined) expect(kinds.get(twin)).toBe(kind);
        }
      }),
    );
  });

  it('says the reverse when the networks are swapped', () => {
    fc.assert(
      fc.property(networks, networks, (olds, news) => {
        const [there, back] = [matchLayers(olds, news), matchLayers(news, olds)];
        expect(back.added.length).toBe(there.removed.length);
        expect(back.removed.length).toBe(there.added.length);
      }),
    );
  });

  it('finds a plain network in its residual form: only the additions are new', () => {
    const build = (residual: boolean): readonly Layer[] => {
      const b = new ReportBuilder('net');
      let x = b.layer('InputLayer', [], {});
      for (let block = 0; block < 5; block++) {
        const body = b.layer('Conv2D', [b.layer('Conv2D', [x], { parameters: 99 })], {
          parameters: 99,
        });
        x = b.layer('ReLU', [residual ? b.layer('Add', [body, x], {}) : body], {});
      }
      b.layer('Dense', [x], { shape: [null, 10], parameters: 650 });
      return b.layers;
    };
    const { added, removed } = matchLayers(build(false), build(true));
    expect(removed).toEqual([]);
    expect(added.map((id) => id.replace(/_\d+$/, ''))).toEqual(Array(5).fill('add'));
  });

  it('finds it too where the residual form is wider, projects, and writes its activations another way', () => {
    const build = (width: number, residual: boolean): readonly Layer[] => {
      const b = new ReportBuilder('net');
      const shape = [null, 8, 8, width];
      const conv = (x: LayerId, size: number): LayerId =>
        b.layer('Conv2D', [x], { shape, parameters: size * width });
      let x = b.layer('InputLayer', [], { shape: [null, 8, 8, 3] });
      for (let block = 0; block < 5; block++) {
        const body = conv(conv(x, 9), 9);
        const side = block % 2 === 1 ? conv(x, 1) : x;
        const sum = residual ? b.layer('Add', [body, side], { shape }) : body;
        x = b.layer(residual ? 'Activation' : 'ReLU', [sum], { shape });
      }
      return residual
        ? b.layers
        : b.layers.filter(({ parameters }) => parameters.trainable !== width);
    };
    const { before, added, removed } = matchLayers(build(8, false), build(16, true));
    expect(removed).toEqual([]);
    expect(added).toHaveLength(5 + 2);
    expect(before.size).toBe(1 + 5 * 3);
  });

  it('keeps its pairs where a network was only made wider', () => {
    const olds = layersOf(2);
    const wider = olds.map((layer) => ({
      ...layer,
      outputShape: layer.outputShape.map((shape) => [...shape.slice(0, -1), 7]),
    }));
    const { before } = matchLayers(olds, wider);
    expect([...before].every(([now, old]) => now === old)).toBe(true);
    expect(before.size).toBe(olds.length);
  });

  it('lets names decide where structure does not', () => {
    const twins = (order: readonly string[]): readonly Layer[] => {
      const b = new ReportBuilder('twins');
      const input = b.layer('InputLayer', [], { name: 'input' });
      const heads = order.map((name) => b.layer('Dense', [input], { name, parameters: 5 }));
      b.layer('Concatenate', heads, { name: 'all' });
      return b.layers;
    };
    const { before } = matchLayers(twins(['a', 'b']), twins(['b', 'a']));
    expect(before.get(layerId('all'))).toBe('all');
    expect(before.size).toBe(4);
  });
});
