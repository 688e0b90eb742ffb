import { Failure } from '../../shared/base/failures';
import {
  layerId,
  type LayerNode,
  type NetworkGraph,
  type ParameterCount,
  type Shape,
} from '../../shared/network/network';
import { message } from '../../shared/words/message';
import type { Dialect, OperandFacts } from './dialect';
import { inOrder } from './order';
import type { Constant, Operand, Program, ProgramNode, ValueRef } from './program';
import type { KnownShape } from './operations/row';

interface ReadProgram {
  readonly graph: NetworkGraph;
  /** Number of operations whose first output has an unknown shape. */
  readonly unknownShapes: number;
}

/** Stands for a shape of unknown rank. */
const unknownShape: Shape = [null, null];

const entriesOf = (shape: Shape): number =>
  shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);

const computed = (operands: readonly Operand[]): ValueRef[] =>
  operands.flatMap((operand) => ('from' in operand ? [operand.from] : []));
const constantsIn = (operands: readonly Operand[]): Constant[] =>
  operands.flatMap((operand) => ('constant' in operand ? [operand.constant] : []));

/** Entries of the constant that multiplies: a node names its kernel before biases and slopes. */
function kernelEntriesOf({ operands }: ProgramNode): number {
  const kernel = constantsIn(operands).find(
    ({ isWeight, shape }) => isWeight && shape && shape.length >= 2,
  );
  return kernel?.shape ? entriesOf(kernel.shape) : 0;
}

/** No operation splits into more. */
const MOST_OUTPUTS = 10_000;

const tooManyOutputs = (node: string): Failure =>
  new Failure('not-a-model-file', message('saved.too-many-outputs', { node, most: MOST_OUTPUTS }));

class ProgramReader {
  readonly layers: LayerNode[] = [];
  private readonly byName: ReadonlyMap<string, ProgramNode>;
  private readonly shapes = new Map<string, readonly KnownShape[]>();
  private readonly counted = new Set<string>();
  /** Number of outputs of each node, as far as others read them. */
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly program: Program,
    private readonly dialect: Dialect,
  ) {
    this.byName = new Map(program.nodes.map((node) => [node.name, node]));
    for (const { node, output } of program.nodes.flatMap(({ operands }) => computed(operands))) {
      if (output >= MOST_OUTPUTS) throw tooManyOutputs(node);
      this.taken.set(node, Math.max(this.taken.get(node) ?? 1, output + 1));
    }
  }

  read(): void {
    const outputs = this.program.outputs.map(({ node }) => node);
    const order = inOrder(outputs, (name) => this.signals(this.node(name)).map(({ node }) => node));
    for (const name of order) this.layers.push(this.layer(this.node(name)));
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
    const { name, op, operands } = node;
    const signals = this.signals(node);
    const { carriers, meaning } = this.dialect(op);
    const facts = this.operandFacts(operands);
    const inputs = carriers(facts.shapes);
    const { signal, shapes: shapesOf } = meaning(node, facts);
    const shapes = shapesOf(inputs);
    this.shapes.set(name, shapes);
    const [output] = shapes;
    const kernelEntries = kernelEntriesOf(node);
    return {
      id: layerId(name),
      name,
      kind: op,
      operation: signal({ inputs, flowing: signals.length, kernelEntries, output }),
      inputs: signals.map((ref) => ({ layer: layerId(ref.node), output: ref.output })),
      outputShape: this.outputShapes(name, shapes),
      parameters: this.ownEntries(operands),
      source: this.program.sourceOf(name),
    };
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

  /** Entries of the weights that this node is the first to read. */
  private ownEntries(operands: readonly Operand[]): ParameterCount {
    const own = constantsIn(operands).filter(({ id, isWeight }) => {
      if (!isWeight || this.counted.has(id)) return false;
      this.counted.add(id);
      return true;
    });
    const count = (isTrained: boolean): number =>
      own
        .filter(({ trainable }) => trainable === isTrained)
        .reduce((sum, { shape }) => sum + (shape ? entriesOf(shape) : 0), 0);
    return { trainable: count(true), frozen: count(false) };
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
