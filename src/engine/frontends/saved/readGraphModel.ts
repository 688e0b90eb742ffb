import * as l10n from '@vscode/l10n';
import { message } from '../../../shared/words/message';
import { Failure } from '../../../shared/base/failures';
import type { SourcePosition } from '../../../shared/base/source';
import { ownValue } from '../../../shared/base/ownValue';
import { layerId, type LayerNode, type Shape } from '../../../shared/network/network';
import type { BuiltModel } from '../../tfjs/builtModel';
import type { GraphConstants } from './graphConstants';
import { type GraphNode, inOrder, type NodeRef, shapeIn } from './graphNodes';
import { operationOfNode } from './graphOperations';
import { shapesOfNode } from './graphShapes';
import { objectAt } from './jsonValues';
import type { NodeFacts } from './nodeFacts';

/** A frozen program and where it comes from. */
export interface GraphProgram {
  readonly name: string;
  readonly source: SourcePosition;
  readonly nodes: readonly GraphNode[];
  readonly constants: GraphConstants;
  position(node: string): SourcePosition;
  /** The nodes that the program's signature names as its outputs. */
  readonly signature: readonly string[];
}

/** The one input that carries the signal, where others only say how: sizes, axes, shapes. */
const signalInput: Readonly<Record<string, number>> = {
  Reshape: 0,
  ExpandDims: 0,
  Transpose: 0,
  Pad: 0,
  PadV2: 0,
  MirrorPad: 0,
  Mean: 0,
  Sum: 0,
  Max: 0,
  Min: 0,
  ResizeBilinear: 0,
  ResizeNearestNeighbor: 0,
  StridedSlice: 0,
  Slice: 0,
  Tile: 0,
  Split: 1,
  Conv2DBackpropInput: 2,
};

const isInput = ({ op }: GraphNode): boolean => op === 'Placeholder';
// Where the extents of a tensor are not known, not even how many it has.
const unknownShape: Shape = [null, null];
const reason = l10n.t(
  'a graph model (tf.GraphModel) is a frozen program whose weights are constants, so there is nothing to train',
);

const entries = (shape: Shape): number =>
  shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);

class GraphReader {
  readonly layers: LayerNode[] = [];
  private readonly byName: ReadonlyMap<string, GraphNode>;
  private readonly shapes = new Map<string, readonly (Shape | undefined)[]>();
  private readonly counted = new Set<string>();
  /** How many outputs of a node others read. */
  private readonly taken = new Map<string, number>();

  constructor(private readonly program: GraphProgram) {
    this.byName = new Map(program.nodes.map((node) => [node.name, node]));
    for (const { node, output } of program.nodes.flatMap(({ inputs }) => inputs))
      this.taken.set(node, Math.max(this.taken.get(node) ?? 1, output + 1));
  }

  /** What the program gives back: what its signature names, else the nodes that nothing reads. */
  outputs(): string[] {
    const { nodes, constants, signature } = this.program;
    const named = signature.filter((name) => this.byName.has(name));
    if (named.length > 0) return named;
    return nodes
      .filter(
        ({ name, op }) =>
          op !== 'NoOp' && !this.taken.has(name) && constants.origin(name) === undefined,
      )
      .map(({ name }) => name);
  }

  read(outputs: readonly string[]): void {
    const order = inOrder(outputs, (name) => this.signals(this.node(name)).map(({ node }) => node));
    for (const name of order) this.layers.push(this.layer(this.node(name)));
  }

  get unknown(): number {
    return [...this.shapes.values()].filter(([shape]) => shape === undefined).length;
  }

  private node(name: string): GraphNode {
    const node = this.byName.get(name);
    if (node) return node;
    throw new Failure(
      'not-a-model-file',
      l10n.t('a node takes its input from {0}, which is not there', name),
    );
  }

  private signals({ op, inputs }: GraphNode): NodeRef[] {
    const only = ownValue(signalInput, op);
    const carrying = only === undefined ? inputs : inputs.slice(only, only + 1);
    return carrying.filter(({ node }) => this.program.constants.origin(node) === undefined);
  }

  private layer(node: GraphNode): LayerNode {
    const signals = this.signals(node);
    const shapes = this.shapesOf(node);
    this.shapes.set(node.name, shapes);
    return {
      id: layerId(node.name),
      name: node.name,
      kind: node.op,
      operation: isInput(node)
        ? {
            type: 'input',
            carriesGradient: objectAt(node.attributes, 'dtype')?.['type'] !== 'DT_INT32',
          }
        : this.operation(node, signals.length, shapes[0]),
      inputs: signals.map(({ node: from, output }) => ({ layer: layerId(from), output })),
      outputShape: Array.from(
        { length: this.taken.get(node.name) ?? 1 },
        (_, output) => shapes[output] ?? unknownShape,
      ),
      parameters: { trainable: 0, frozen: this.ownEntries(node) },
      source: [this.program.position(node.name)],
    };
  }

  private facts(node: GraphNode): NodeFacts {
    const { constants } = this.program;
    return {
      node,
      shapes: node.inputs.map(({ node: from, output }) =>
        output === 0
          ? (constants.shape(from) ?? this.shapes.get(from)?.[0])
          : this.shapes.get(from)?.[output],
      ),
      values: node.inputs.map(({ node: from }) => constants.values(from)),
    };
  }

  private shapesOf(node: GraphNode): readonly (Shape | undefined)[] {
    if (isInput(node)) return [shapeIn(objectAt(objectAt(node.attributes, 'shape'), 'shape'))];
    return shapesOfNode(this.facts(node));
  }

  private operation(node: GraphNode, flowing: number, output: Shape | undefined) {
    // A node that multiplies names its kernel before biases and slopes.
    const [kernelEntries = 0] = node.inputs.flatMap(({ node: from }) => {
      const shape = this.program.constants.weightShape(from);
      return shape && shape.length >= 2 ? [entries(shape)] : [];
    });
    return operationOfNode({ ...this.facts(node), flowing, kernelEntries, output });
  }

  /** Entries of the constants that this node is the first to read; whole numbers are settings, not weights. */
  private ownEntries({ inputs }: GraphNode): number {
    const { constants } = this.program;
    const origins = new Set(inputs.flatMap(({ node }) => constants.origin(node) ?? []));
    const own = [...origins].filter((name) => !this.counted.has(name));
    for (const name of own) this.counted.add(name);
    return own.reduce((sum, name) => {
      const shape = constants.weightShape(name);
      return shape ? sum + entries(shape) : sum;
    }, 0);
  }
}

const cannot = (): never => {
  throw new Failure('unbuildable', reason);
};

/** Reads the graph of a `tf.GraphModel`, which has shapes and skip connections and cannot be trained. */
export function readGraphModel(program: GraphProgram): BuiltModel {
  const reader = new GraphReader(program);
  const outputs = reader.outputs();
  reader.read(outputs);
  const { layers, unknown } = reader;
  if (layers.length === 0) throw new Failure('not-a-model-file', l10n.t('its graph has no nodes'));
  const refs = outputs.map((name) => ({ layer: layerId(name), output: 0 }));
  const gap = message('notMeasured.unread-shapes', { count: unknown });
  return {
    name: program.name,
    framework: 'tfjs',
    source: program.source,
    arguments: [],
    graph: { layers, groups: [], outputs: refs },
    inputs: [],
    outputs: [],
    weights: [],
    nonlinearities: new Map(),
    initialisation: 'saved',
    cannotRun: reason,
    ...(unknown > 0 && { notMeasured: [{ quantity: 'shapes', reason: gap }] }),
    forward: cannot,
    namedLoss: cannot,
    penalties: () => [],
    dispose: () => undefined,
  };
}
