import {
  groupId,
  layerId,
  WHOLE_NETWORK,
  type Group,
  type GroupId,
  type Layer,
  type LayerId,
  type Shape,
} from '../../src/shared/network/network';
import { asWritten } from '../../src/shared/report/asWritten';
import type { EdgeProbe, LayerProbe, Probe } from '../../src/shared/report/probe';
import type { Finding, MergeCounts, Report, Skip, SkipKind } from '../../src/shared/report/report';

interface LayerOptions {
  readonly shape?: Shape;
  readonly parameters?: number;
  readonly name?: string;
}

/** Draws networks layer by layer for tests of the views, with made-up numbers that follow the depth. */
export class ReportBuilder {
  readonly layers: Layer[] = [];
  readonly groups: Group[] = [
    { id: WHOLE_NETWORK, name: 'network', parent: null, kind: 'model', repeat: 1 },
  ];
  readonly skips: Skip[] = [];
  private readonly opened: GroupId[] = [];

  constructor(readonly name: string) {}

  layer(kind: string, inputs: readonly LayerId[], options: LayerOptions = {}): LayerId {
    const id = layerId(options.name ?? `${kind.toLowerCase()}_${this.layers.length}`);
    const trainable = options.parameters ?? 0;
    this.layers.push({
      id,
      name: id,
      kind,
      inputs: inputs.map((layer) => ({ layer, output: 0 })),
      outputShape: [options.shape ?? [null, 32, 32, 16]],
      parameters: { trainable, frozen: 0 },
      macs: trainable * 1024,
      activationBytes: 65_536,
      source: [{ file: 'models/sample.ts', line: 1 + (this.layers.length % 80), column: 3 }],
      group: this.opened.at(-1) ?? WHOLE_NETWORK,
    });
    return id;
  }

  /** Layers made in `body` belong to a group. */
  group<T>(name: string, body: () => T, kind: Group['kind'] = 'function'): T {
    const id = groupId(`${name}#${this.groups.length}`);
    this.groups.push({ id, name, parent: this.opened.at(-1) ?? WHOLE_NETWORK, kind, repeat: 1 });
    this.opened.push(id);
    const made = body();
    this.opened.pop();
    return made;
  }

  skip(kind: SkipKind, from: LayerId, to: LayerId, options: Partial<Skip> = {}): void {
    const slot = options.slot ?? 0;
    const id = `${from}>${to}:${slot}`;
    this.skips.push({
      id,
      kind,
      reach: 'short',
      from,
      to,
      slot,
      span: 2,
      spatialChange: 'none',
      partial: false,
      ...options,
    });
  }

  /** `gradientAt` maps depth (0 at the input, 1 at the loss) to a weight gradient. */
  report(gradientAt: (depth: number) => number = (depth) => 1e-3 * 10 ** (depth - 0.5)): Report {
    const { layers, groups, skips } = this;
    const count = (test: (skip: Skip) => boolean): number => skips.filter(test).length;
    const kinds: SkipKind[] = [
      'identityAdd',
      'projectionAdd',
      'concat',
      'gated',
      'projectionConcat',
    ];
    const merges = {
      total: skips.length,
      short: count(({ reach }) => reach === 'short'),
      long: count(({ reach }) => reach === 'long'),
      ...Object.fromEntries(kinds.map((kind) => [kind, count((skip) => skip.kind === kind)])),
    } as MergeCounts;
    return {
      schemaVersion: 2,
      model: {
        name: this.name,
        source: { file: 'models/sample.ts', line: 31, column: 1 },
        arguments: [{ name: 'classes', value: 10, origin: 'default' }],
      },
      runtime: {
        framework: 'tfjs',
        library: 'TensorFlow.js',
        version: '4.22.0',
        backend: 'wasm',
        device: 'cpu',
        tried: [{ name: 'webgpu', reason: asWritten('no adapter was found') }],
      },
      network: {
        layers,
        groups,
        totals: {
          layers: layers.length,
          parameters: layers.reduce((sum, { parameters }) => sum + parameters.trainable, 0),
          macs: layers.reduce((sum, { macs = 0 }) => sum + macs, 0),
          activationBytes: layers.length * 65_536,
        },
      },
      skips: { merges, connections: skips.length, items: skips, ambiguous: [], gates: [] },
      probe: makeProbe(layers, skips, gradientAt),
      findings: makeFindings(layers),
      notMeasured: [
        { quantity: 'as-written', written: 'deadShare', reason: asWritten('no rectifying layer') },
      ],
    };
  }
}

const wobble = (at: number): number =>
  10 ** (0.25 * Math.sin(at * 1.7) + 0.1 * Math.sin(at * 0.37));

function layerProbe(layer: Layer, at: number, gradient: number): LayerProbe {
  const rms = gradient * wobble(at);
  const steps = (factor: number): (number | null)[][] =>
    [0, 1, 2].map((seed) =>
      [0, 1, 2].map((step) => rms * factor * (1 + 0.2 * (2 - step)) * (1 + 0.15 * seed)),
    );
  const hasWeights = layer.parameters.trainable > 0;
  const size = layer.parameters.trainable;
  return {
    layer: layer.id,
    weights: hasWeights
      ? [
          {
            name: 'kernel',
            size,
            gradient: {
              l2: rms * Math.sqrt(size),
              rms,
              maxAbs: rms * 4,
              zeroShare: 0.01,
              nan: 0,
              inf: 0,
              histogram: {
                exponent: Math.floor(Math.log2(rms)) - 6,
                counts: [1, 3, 9, 21, 40, 62, 55, 24, 4].map((part) =>
                  Math.ceil((part * size) / 219),
                ),
              },
              spread: { rms: { median: rms, min: rms * 0.8, max: rms * 1.3 } },
            },
            updateRatio: rms * 0.4,
            lostUpdates: 0,
          },
        ]
      : [],
    activation: {
      mean: 0.1,
      std: 1,
      nonFinite: 0,
      ...(layer.kind === 'ReLU' ? { deadShare: 0.06 + 0.3 * Math.abs(Math.sin(at)) } : {}),
    },
    activationGradient: { l2: rms * 20, rms: rms * 0.3 },
    gain: 0.9 + 0.3 * Math.sin(at),
    history: {
      ...(hasWeights ? { weightGradient: steps(1), updateRatio: steps(0.4) } : {}),
      activationGradient: steps(0.3),
    },
  };
}

/** Made-up numbers for every layer, input and skip. */
export function makeProbe(
  layers: readonly Layer[],
  skips: readonly Skip[],
  gradientAt: (depth: number) => number,
): Probe {
  const depth = (at: number): number => at / Math.max(1, layers.length - 1);
  return {
    steps: 3,
    seeds: 3,
    batchSize: 16,
    data: 'synthetic',
    optimizer: 'sgd',
    optimizerOrigin: 'default',
    learningRate: 0.01,
    loss: {
      name: 'categoricalCrossentropy',
      values: [
        [2.3, 2.29, 2.27],
        [2.31, 2.3, 2.28],
        [2.3, 2.28, 2.26],
      ],
    },
    layers: layers.map((layer, at) => layerProbe(layer, at, gradientAt(depth(at)))),
    edges: layers.flatMap((layer, at) =>
      layer.inputs.map(({ layer: from }, slot): EdgeProbe => ({
        from,
        to: layer.id,
        slot,
        l2: gradientAt(depth(at)),
        rms: gradientAt(depth(at)) * wobble(at + slot),
      })),
    ),
    forks: skips.map(({ id }, at) => {
      const shortcutShare = 0.5 + 0.25 * Math.sin(at);
      return {
        skip: id,
        shortcutL2: shortcutShare,
        bodyL2: 1 - shortcutShare,
        shortcutShare,
        cosine: 0.18,
      };
    }),
    milliseconds: { load: 120, build: 60, steps: [90, 80, 80] },
  };
}

function makeFindings(layers: readonly Layer[]): Finding[] {
  const conv = layers.find(({ parameters }) => parameters.trainable > 0);
  const source = conv?.source[0];
  if (!conv || !source) return [];
  return [
    {
      code: 'redundant-bias',
      severity: 'info',
      layer: conv.id,
      evidence: { parameters: 16, layers: [conv.id] },
      limits: [],
      source,
    },
  ];
}
