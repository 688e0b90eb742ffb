import type { ModelDescription, Nonlinearity } from '../../src/engine/model/modelDescription';
import type { OpenedModel } from '../../src/engine/model/openedModel';
import type { PassMode } from '../../src/engine/model/passMode';
import {
  type ActivationReading,
  BINS,
  type GradientReading,
  type StepReadings,
  type WeightReading,
} from '../../src/engine/model/stepReadings';
import type { TrainerState, WeightValues } from '../../src/engine/model/trainerState';
import type {
  Activations,
  BatchData,
  MeasurePlan,
  Trainer,
  TrainingSetup,
} from '../../src/engine/model/trainer';
import { edgeKey, outputKey } from '../../src/engine/probe/plan/edges';
import type { LayerId, LayerNode, NetworkGraph, Shape } from '../../src/shared/network/network';

/** A model whose layers are those of a graph, each with one weight `kernel` of its trainable parameters. */
export function describedAs(
  graph: NetworkGraph,
  more: Partial<ModelDescription> = {},
): ModelDescription {
  const specOf = ({ id, outputShape, operation }: LayerNode) => ({
    layer: id,
    shape: outputShape[0]!,
    dtype: 'float32' as const,
    ...(operation.type === 'input' && !operation.carriesGradient && { vocabulary: 10 }),
  });
  const byId = new Map(graph.layers.map((node) => [node.id, node]));
  return {
    name: 'model',
    framework: 'tfjs',
    source: { file: 'model.ts', line: 1, column: 1 },
    arguments: [],
    graph,
    inputs: graph.layers.filter(({ operation }) => operation.type === 'input').map(specOf),
    outputs: graph.outputs.map(({ layer }) => ({
      ...specOf(byId.get(layer)!),
      activation: 'linear',
    })),
    weights: graph.layers.flatMap(({ id, parameters: { trainable } }) =>
      trainable > 0 ? [{ layer: id, name: 'kernel', size: trainable, trainable: true }] : [],
    ),
    nonlinearities: new Map<LayerId, Nonlinearity>(),
    initialisation: 'random',
    ...more,
  };
}

/** One step of one seed. */
export interface FakeStep {
  readonly seed: number;
  readonly step: number;
  readonly batch: BatchData;
  readonly plan: MeasurePlan;
}

export interface FakeOptions {
  /** Changes the readings of a step, or throws. */
  readonly change?: (readings: StepReadings, step: FakeStep) => StepReadings;
  /** The loss of an unmeasured step. */
  readonly train?: () => number;
  /** Changes what a pass in a mode reads. */
  readonly inMode?: (mode: PassMode) => Partial<ActivationReading>;
}

/** A number from 0.5 to 1 that a name decides. */
function numberFor(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + character.charCodeAt(0)) % 65_521;
  return 0.5 + hash / 131_042;
}

const entries = (shape: Shape, batchSize: number): number =>
  shape.reduce<number>((product, extent) => product * (extent ?? batchSize), 1);

/** Readings that every edge, output and weight has, unlike from seed to seed and from step to step. */
class FakeReadings {
  private readonly nodes: ReadonlyMap<LayerId, LayerNode>;

  constructor(
    private readonly description: ModelDescription,
    private readonly setup: TrainingSetup,
    private readonly at: FakeStep,
  ) {
    this.nodes = new Map(description.graph.layers.map((node) => [node.id, node]));
  }

  all(): StepReadings {
    const { graph } = this.description;
    const { plan } = this.at;
    const edges = graph.layers.flatMap(({ id, inputs }) =>
      inputs.map(({ layer, output }, slot) => ({ from: layer, output, to: id, slot })),
    );
    const reached = edges.filter((edge) => this.carriesGradient(edge.from, edgeKey(edge)));
    const tapped = graph.layers.flatMap(({ id, outputShape }) =>
      outputShape.map((_, output) => ({ layer: id, output })),
    );
    return {
      loss: this.number('loss'),
      edges: new Map(
        reached.map(({ from, output, ...end }) => [
          edgeKey(end),
          this.gradient(`edge ${edgeKey(end)}`, from, output),
        ]),
      ),
      outputs: new Map(
        tapped
          .map(({ layer, output }) => ({ layer, output, key: outputKey(layer, output) }))
          .filter(({ layer, key }) => plan.roots.has(layer) || plan.tappedOutputs.has(key))
          .map(({ layer, output, key }) => [key, this.gradient(`output ${key}`, layer, output)]),
      ),
      activations: new Map(graph.layers.map(({ id }) => [id, this.activation(id)])),
      forks: new Map([...plan.forks.values()].flat().map(({ skip }) => [skip, this.fork(skip)])),
      weights: new Map(
        this.description.weights.flatMap(({ layer, size, trainable }, i) =>
          trainable && !this.setup.ablation?.idle.has(layer) ? [[i, this.weight(i, size)]] : [],
        ),
      ),
    };
  }

  private number(name: string): number {
    return numberFor(`${name} of ${this.at.seed}, ${this.at.step}`);
  }

  private size(layer: LayerId, output: number): number {
    const batchSize = this.at.batch.inputs[0]?.shape[0] ?? 1;
    return entries(this.nodes.get(layer)!.outputShape[output]!, batchSize);
  }

  private carriesGradient(from: LayerId, key: string): boolean {
    const { operation } = this.nodes.get(from)!;
    const isDiscrete = operation.type === 'input' && !operation.carriesGradient;
    return !isDiscrete && !this.setup.ablation?.edges.has(key);
  }

  private gradient(name: string, layer: LayerId, output: number): GradientReading {
    return { scale: 1, squares: this.number(name), size: this.size(layer, output) };
  }

  private activation(layer: LayerId) {
    const number = (name: string) => this.number(`${name} of ${layer}`);
    const affected = this.at.plan.watched.has(layer) ? 1 : 0;
    const size = this.size(layer, 0);
    return { size, mean: number('mean'), variance: number('variance'), nonFinite: 0, affected };
  }

  private fork(skip: string) {
    const norm = (part: string) => ({ scale: 1, squares: this.number(`${part} of ${skip}`) });
    return { shortcut: norm('shortcut'), body: norm('body'), inner: this.number(`inner ${skip}`) };
  }

  private weight(index: number, size: number): WeightReading {
    const norm = (part: string) => ({ scale: 1, squares: this.number(`${part} of ${index}`) });
    const counts = Array.from({ length: BINS }, (_, bin) => (bin === 60 ? size : 0));
    return {
      gradient: { ...norm('gradient'), largest: 0.5, zeros: 0, nans: 0, infinities: 0 },
      update: { change: norm('change'), before: norm('before'), lost: 0 },
      ...(this.at.plan.histograms && { histogram: counts }),
    };
  }
}

/** A model whose trainers compute nothing, with a record of the calls that it got. */
export class FakeModel implements OpenedModel {
  readonly milliseconds = { load: 1, build: 2 };
  readonly runtime = {
    framework: 'tfjs',
    library: 'fake',
    version: '1.0.0',
    backend: 'cpu',
    device: 'cpu',
    tried: [],
  } as const;
  /** `start 1`, `step 1.0`, `dispose 1`, in the order in which they came. */
  readonly calls: string[] = [];
  readonly setups: TrainingSetup[] = [];
  readonly steps: FakeStep[] = [];

  constructor(
    readonly description: ModelDescription,
    private readonly options: FakeOptions = {},
  ) {}

  start(seed: number, setup: TrainingSetup): Promise<Trainer> {
    this.calls.push(`start ${seed}`);
    this.setups.push(setup);
    let step = 0;
    return Promise.resolve({
      step: async (batch, plan) => {
        const at = { seed, step: step++, batch, plan };
        this.calls.push(`step ${seed}.${at.step}`);
        this.steps.push(at);
        await Promise.resolve();
        this.makeTargets(batch);
        const readings = new FakeReadings(this.description, setup, at).all();
        return this.options.change?.(readings, at) ?? readings;
      },
      lossAt: () => Promise.resolve(numberFor(`loss of ${seed}`)),
      train: (batch) => {
        this.calls.push(`train ${seed}`);
        this.makeTargets(batch);
        return Promise.resolve(this.options.train?.() ?? numberFor(`train ${seed}`));
      },
      passes: (_, { layers, modes }) => {
        this.calls.push(`passes ${modes.join(' ')}`);
        return Promise.resolve(modes.map((mode) => this.pass(mode, layers)));
      },
      state: () => Promise.resolve(this.state(seed)),
      dispose: () => this.calls.push(`dispose ${seed}`),
    });
  }

  private pass(mode: PassMode, layers: ReadonlySet<LayerId>): Activations {
    const reading = { size: 8, mean: 0, variance: 1, nonFinite: 0, affected: 0 };
    const told = { ...reading, ...this.options.inMode?.(mode) };
    return new Map([...layers].map((layer) => [layer, told]));
  }

  /** Frozen weights are drawn anew for each seed, as the others are. */
  private state(seed: number): TrainerState {
    const weights = this.description.weights.map(({ name }, at): [number, WeightValues] => [
      at,
      { mean: 0, variance: numberFor(`${name} of ${seed}`), unitsEqual: false },
    ]);
    return { weights: new Map(weights), penalty: 0.25 };
  }

  dispose(): void {
    this.calls.push('dispose');
  }

  /** Asks for targets as a trainer does once it knows its predictions. */
  private makeTargets(batch: BatchData): void {
    const batchSize = batch.inputs[0]?.shape[0] ?? 1;
    this.description.outputs.forEach(({ shape }, output) =>
      batch.target(
        output,
        shape.map((extent) => extent ?? batchSize),
      ),
    );
  }
}
