import { Failure } from '../../shared/base/failures';
import {
  type LayerAxes,
  layerId,
  type LayerNode,
  type NetworkGraph,
  type Shape,
} from '../../shared/network/network';
import { message } from '../../shared/words/message';
import { axisAfter, channelAxes, type ChannelStep } from './channelAxes';
import { kernelsOf, WeightCounter } from './constants';
import type { Dialect, OperandFacts } from './dialect';
import { inOrder } from './order';
import type { Operand, Program, ProgramNode, ValueRef } from './program';
import type { KnownShape } from './operations/row';

interface ReadProgram {
  readonly graph: NetworkGraph;
  /** Number of operations whose first output has an unknown shape. */
  readonly unknownShapes: number;
}

/** Stands for a shape of unknown rank. */
const unknownShape: Shape = [null, null];

const computed = (operands: readonly Operand[]): ValueRef[] =>
  operands.flatMap((operand) => ('from' in operand ? [operand.from] : []));

/** Axes other than the first and the last ones of an output. */
function axesOf(
  { told }: ProgramNode,
  shape: KnownShape,
  channelAxis: number | undefined,
): LayerAxes {
  const last = (shape?.length ?? 0) - 1;
  const { perSample = 1 } = told ?? {};
  return {
    ...(channelAxis !== undefined && channelAxis !== last && { channelAxis }),
    ...(told && shape && batchAxisOf(shape)),
    ...(perSample !== 1 && { perSample }),
  };
}

/** The only extent that a run does not tell is the batch. */
function batchAxisOf(shape: Shape): LayerAxes {
  const axis = shape.indexOf(null);
  return axis === 0 ? {} : { batchAxis: axis < 0 ? null : axis };
}

/** No operation splits into more. */
const MOST_OUTPUTS = 10_000;

const tooManyOutputs = (node: string): Failure =>
  new Failure('not-a-model-file', message('saved.too-many-outputs', { node, most: MOST_OUTPUTS }));

class ProgramReader {
  readonly layers: LayerNode[] = [];
  private readonly byName: ReadonlyMap<string, ProgramNode>;
  private readonly shapes = new Map<string, readonly KnownShape[]>();
  private readonly weights = new WeightCounter();
  private readonly steps: ChannelStep[] = [];
  private readonly position = new Map<string, number>();
  /** The axes of the channels, by position, as far as earlier operations determine them. */
  private readonly axesSoFar: (number | undefined)[] = [];
  /** Number of outputs of each node, as far as others read them. */
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly program: Program,
    private readonly dialect: Dialect,
  ) {
    this.byName = new Map(program.nodes.map((node) => [node.name, node]));
    const read = program.nodes.flatMap(({ operands }) => computed(operands));
    for (const { node, output } of [...read, ...program.outputs]) {
      if (output >= MOST_OUTPUTS) throw tooManyOutputs(node);
      this.taken.set(node, Math.max(this.taken.get(node) ?? 1, output + 1));
    }
  }

  read(): void {
    const layers = this.order().map((name) => this.layer(this.node(name)));
    const axes = channelAxes(this.steps);
    layers.forEach((layer, i) => {
      const shape = this.shapes.get(layer.id)?.[0];
      this.layers.push({ ...layer, ...axesOf(this.node(layer.id), shape, axes[i]) });
    });
  }

  /** Producers before consumers. */
  private order(): readonly string[] {
    const { outputs, nodes, isInOrder } = this.program;
    const order = inOrder(
      outputs.map(({ node }) => node),
      (name) => this.signals(this.node(name)).map(({ node }) => node),
    );
    if (!isInOrder) return order;
    const needed = new Set(order);
    return nodes.flatMap(({ name }) => (needed.has(name) ? [name] : []));
  }

  get unknownShapes(): number {
    return [...this.shapes.values()].filter(([shape]) => shape === undefined).length;
  }

  private node(name: string): ProgramNode {
    const node = this.byName.get(name);
    if (node) return node;
    throw new Failure('not-a-model-file', message('saved.node-missing', { node: name }));
  }

  /** The outputs of other nodes that carry the signal into a node. */
  private signals({ op, operands }: ProgramNode): ValueRef[] {
    return computed(this.dialect(op).carriers(operands));
  }

  private layer(node: ProgramNode): LayerNode {
    const { name, op, operands, told } = node;
    const signals = this.signals(node);
    const { carriers, meaning } = this.dialect(op);
    const facts = this.operandFacts(operands);
    const inputs = carriers(facts.shapes);
    const { signal, shapes: shapesOf, axes, own } = meaning(node, facts);
    const shapes = told?.shapes ?? shapesOf(inputs);
    this.shapes.set(name, shapes);
    const [output] = shapes;
    const channelAxis = this.follow(node, {
      operands: carriers(operands).map((operand, i) => ({
        from: 'from' in operand ? this.position.get(operand.from.node) : undefined,
        axes: axes(inputs[i], output),
      })),
      own: own(inputs[0], output),
    });
    const operation = signal({
      inputs,
      flowing: signals.length,
      ...kernelsOf(node),
      output,
      channelAxis,
    });
    return {
      id: layerId(name),
      name,
      kind: op,
      operation,
      inputs: signals.map((ref) => ({ layer: layerId(ref.node), output: ref.output })),
      outputShape: this.outputShapes(name, shapes),
      parameters: this.weights.own(operands),
      source: this.program.sourceOf(name),
      ...(told?.entryBytes && { entryBytes: told.entryBytes }),
      ...(told?.isDetached && { detached: true as const }),
    };
  }

  /** Notes where a node leaves the channels; gives the axis of its first operand, as far as it is known. */
  private follow({ name }: ProgramNode, step: ChannelStep): number | undefined {
    const soFar = (position: number): number | undefined => this.axesSoFar[position];
    this.position.set(name, this.steps.length);
    this.steps.push(step);
    this.axesSoFar.push(axisAfter(step, soFar));
    const [first] = step.operands;
    return first?.from === undefined ? undefined : soFar(first.from);
  }

  private outputShapes(name: string, shapes: readonly KnownShape[]): Shape[] {
    const length = this.taken.get(name) ?? 1;
    return Array.from({ length }, (_, output) => shapes[output] ?? unknownShape);
  }

  private operandFacts(operands: readonly Operand[]): OperandFacts {
    return {
      shapes: operands.map((operand) =>
        'constant' in operand
          ? operand.constant.shape
          : this.shapes.get(operand.from.node)?.[operand.from.output],
      ),
      values: operands.map((operand) =>
        'constant' in operand ? operand.constant.values : undefined,
      ),
    };
  }
}

/**
 * Reads a program into the graph that the analysis shares: one layer per operation that its outputs need.
 * Throws a `Failure`: `not-a-model-file` for a reference to nowhere, `unbuildable` for a loop.
 */
export function readProgram(program: Program, dialect: Dialect): ReadProgram {
  const reader = new ProgramReader(program, dialect);
  reader.read();
  const { layers, unknownShapes } = reader;
  const outputs = program.outputs.map(({ node, output }) => ({ layer: layerId(node), output }));
  return { graph: { layers, groups: [], outputs }, unknownShapes };
}
