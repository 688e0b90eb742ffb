import {
  layerId,
  type LayerNode,
  type NetworkGraph,
  type Shape,
} from '../../../../src/shared/network/network';
import type { Operation } from '../../../../src/shared/network/operation';
import type {
  ActivationProbe,
  ForkProbe,
  History,
  LayerProbe,
  Probe,
  WeightProbe,
} from '../../../../src/shared/report/probe';
import type { Finding, Skip, SkipKind, SkipReport } from '../../../../src/shared/report/report';
import { thresholdsWith, type OwnThresholds } from '../../../../src/shared/report/thresholds';
import { findingMessage } from '../../../../src/shared/words/findingMessages';
import type { OutputLoss } from '../../../../src/analysis/findings/facts/outputs';
import { findFindings } from '../../../../src/analysis/findings/findFindings';

type Transform = Extract<Operation, { type: 'transform' }>;

/** Bends what it puts out: a chain of linear layers would be a finding of its own. */
const dense: Transform = {
  type: 'transform',
  family: 'dense',
  transposed: false,
  depthwise: false,
  kernelEntries: 64,
  appliedPer: 'sample',
  activation: { linear: false, range: 'free' },
};
const linear = { linear: true, range: 'free' } as const;

export const operations = {
  input: { type: 'input', carriesGradient: true },
  dense,
  linear: { ...dense, activation: linear },
  conv: { ...dense, family: 'convolution', appliedPer: 'outputPosition' },
  linearConv: {
    ...dense,
    family: 'convolution',
    appliedPer: 'outputPosition',
    activation: linear,
  },
  strided: {
    ...dense,
    family: 'convolution',
    appliedPer: 'outputPosition',
    window: { size: [2, 2], strides: [2, 2], dilation: [1, 1] },
  },
  transposed: {
    ...dense,
    family: 'convolution',
    appliedPer: 'inputPosition',
    transposed: true,
    window: { size: [2, 2], strides: [2, 2], dilation: [1, 1] },
  },
  depthwise: { ...dense, family: 'convolution', depthwise: true },
  relu: { type: 'activation', activation: { linear: false, range: 'free' } },
  batchNorm: { type: 'normalization', family: 'batch' },
  layerNorm: { type: 'normalization', family: 'layer' },
  dropout: { type: 'passive', effect: 'dropout' },
  globalPool: { type: 'pool', global: true },
  add: { type: 'merge', how: 'add' },
  concat: { type: 'merge', how: 'concat', axis: 3 },
} as const satisfies Record<string, Operation>;

export interface LayerOptions {
  readonly inputs?: readonly string[];
  readonly shape?: Shape;
  readonly parameters?: number;
  readonly line?: number;
}

/** One layer with 64 kernel entries and no bias, made at its own line of `model.ts`. */
export function layer(name: string, operation: Operation, options: LayerOptions = {}): LayerNode {
  const { inputs = [], shape = [null, 8], parameters, line = 1 } = options;
  const kernel = operation.type === 'transform' ? (operation.kernelEntries ?? 0) : 0;
  return {
    id: layerId(name),
    name,
    kind: operation.type,
    inputs: inputs.map((input) => ({ layer: layerId(input), output: 0 })),
    outputShape: [shape],
    parameters: { trainable: parameters ?? kernel, frozen: 0 },
    source: [{ file: 'model.ts', line, column: 3 }],
    operation,
  };
}

export function graphOf(layers: readonly LayerNode[]): NetworkGraph {
  const last = layers.at(-1);
  return { layers, groups: [], outputs: last ? [{ layer: last.id, output: 0 }] : [] };
}

/** input → l1 → … → ln, all with the same operation. */
export function chain(length: number, operation: Operation = operations.dense): NetworkGraph {
  const layers = [layer('input', operations.input)];
  for (let i = 1; i <= length; i++) {
    const inputs = [i === 1 ? 'input' : `l${i - 1}`];
    layers.push(layer(`l${i}`, operation, { inputs, line: i + 1 }));
  }
  return graphOf(layers);
}

export const noSkips = skipsOf([]);

/** A skip by its id, `from>to:slot`. */
export function skip(
  id: `${string}>${string}:${number}`,
  kind: SkipKind = 'identityAdd',
  reach: Skip['reach'] = 'short',
): Skip {
  const [from = '', to = '', slot = ''] = id.split(/[>:]/);
  return {
    id,
    kind,
    reach,
    from: layerId(from),
    to: layerId(to),
    slot: Number(slot),
    span: 2,
    spatialChange: 'none',
    partial: false,
  };
}

export function skipsOf(items: readonly Skip[]): SkipReport {
  const count = (holds: (item: Skip) => boolean) => items.filter(holds).length;
  return {
    merges: {
      total: items.length,
      short: count(({ reach }) => reach === 'short'),
      long: count(({ reach }) => reach === 'long'),
      identityAdd: count(({ kind }) => kind === 'identityAdd'),
      projectionAdd: count(({ kind }) => kind === 'projectionAdd'),
      concat: count(({ kind }) => kind === 'concat'),
      gated: count(({ kind }) => kind === 'gated'),
      projectionConcat: 0,
    },
    connections: items.length,
    items,
    ambiguous: [],
    gates: [],
  };
}

/** Test values of a layer; a number is the same in every seed and step. */
export interface Measured {
  readonly weightGradient?: number | null | History;
  readonly activationGradient?: number | null | History;
  readonly gain?: number;
  readonly mean?: number;
  readonly std?: number;
  readonly frozenAtRandom?: true;
  readonly weights?: readonly WeightProbe[];
  readonly activation?: Partial<ActivationProbe>;
  /** NaN and infinite entries of the activation. */
  readonly nonFinite?: History;
}

export interface ProbeOptions {
  readonly seeds?: number;
  readonly steps?: number;
  readonly batchSize?: number;
  readonly optimizer?: string;
  readonly loss?: History;
  readonly forks?: readonly ForkProbe[];
  readonly optimizerOrigin?: Probe['optimizerOrigin'];
}

export function weight(fields: Partial<WeightProbe> = {}): WeightProbe {
  return { name: 'kernel', size: 64, gradient: { zeroShare: 0, nan: 0, inf: 0 }, ...fields };
}

/** The sentence of a finding, in which the ids of layers stand for their names. */
export const messageOf = (finding: Finding | undefined): string =>
  finding ? findingMessage(finding, { layers: [] }) : '';

/** A number that a finding was decided on. */
export const evidenceOf = (finding: Finding | undefined, name: string): unknown =>
  (finding?.evidence as Readonly<Record<string, unknown>> | undefined)?.[name];

export function probeOf(
  layers: Readonly<Record<string, Measured>>,
  options: ProbeOptions = {},
): Probe {
  const { seeds = 3, steps = 3, forks = [] } = options;
  const every = (value: number | null): History =>
    Array.from({ length: seeds }, () => Array.from({ length: steps }, () => value));
  const history = (value: number | null | History | undefined) =>
    value === undefined || Array.isArray(value) ? value : every(value as number | null);
  return {
    steps,
    seeds,
    batchSize: options.batchSize ?? 128,
    data: 'synthetic',
    optimizer: options.optimizer ?? 'sgd',
    learningRate: 0.01,
    optimizerOrigin: options.optimizerOrigin ?? 'default',
    loss: { name: 'meanSquaredError', values: options.loss ?? every(1) },
    layers: Object.entries(layers).map(([name, measured]) => layerProbe(name, measured, history)),
    edges: [],
    forks,
    milliseconds: { load: 0, build: 0, steps: [] },
  };
}

function layerProbe(
  name: string,
  measured: Measured,
  history: (value: number | null | History | undefined) => History | undefined,
): LayerProbe {
  const weightGradient = history(measured.weightGradient);
  const activationGradient = history(measured.activationGradient);
  return {
    layer: layerId(name),
    weights: measured.weights ?? (weightGradient ? [weight()] : []),
    ...(measured.frozenAtRandom && { frozenAtRandom: true }),
    ...(measured.activation && { activation: { nonFinite: 0, ...measured.activation } }),
    history: {
      ...(weightGradient && { weightGradient }),
      ...(activationGradient && { activationGradient }),
      ...histories(measured, history),
      ...(measured.nonFinite && { nonFinite: measured.nonFinite }),
    },
  };
}

/** The histories of the numbers that are given. */
function histories(
  measured: Measured,
  history: (value: number) => History | undefined,
): Partial<Record<'gain' | 'mean' | 'std', History>> {
  const given = (['gain', 'mean', 'std'] as const).flatMap((name) => {
    const value = measured[name];
    return value === undefined ? [] : [[name, history(value)] as const];
  });
  return Object.fromEntries(given);
}

/** `values[i]` is the gradient of the i-th layer of a {@link chain}, for weights and activations alike. */
export function alongChain(values: readonly number[]): Record<string, Measured> {
  return Object.fromEntries(
    values.map((value, i) => [`l${i + 1}`, { weightGradient: value, activationGradient: value }]),
  );
}

export function findingsOf(
  graph: NetworkGraph,
  probe?: Probe,
  skips: SkipReport = noSkips,
  own: OwnThresholds = {},
): Finding[] {
  const totals = { layers: graph.layers.length, parameters: 0 };
  const network = { layers: [], groups: [], totals };
  return findFindings({ graph, network, skips, ...(probe && { probe }) }, thresholdsWith(own));
}

export const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

/** The findings of a network whose only output has a loss. */
export function withLoss(
  graph: NetworkGraph,
  probe: Probe | undefined,
  { name = 'meanSquaredError', origin = 'model' }: Partial<OutputLoss> = {},
): Finding[] {
  const losses = graph.outputs.map(({ layer: id }) => ({ layer: id, name, origin }));
  const network = { layers: [], groups: [], totals: { layers: 0, parameters: 0 } };
  return findFindings({ graph, network, skips: noSkips, losses, ...(probe && { probe }) });
}
