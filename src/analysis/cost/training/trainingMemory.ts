import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import type {
  MemoryPart,
  MemoryPoint,
  PeakOwner,
  Phase,
  TrainingMemory,
} from '../../../shared/report/profile';
import type { Skip } from '../../../shared/report/report';
import { outputKey, slotKey } from './keys';
import { keepingRules, type KeepingLibrary } from './keepingRules';
import { keptTensors, type KeptTensors } from './keptTensors';
import { StepMemory } from './stepMemory';
import { updateWorkspace } from './updateWorkspace';

/** The model and the step that are to be estimated. */
export interface TrainingAsked {
  readonly graph: NetworkGraph;
  readonly skips: readonly Pick<Skip, 'to' | 'slot'>[];
  readonly batchSize: number;
  /** Bytes that the optimizer keeps from step to step. */
  readonly optimizerBytes: number;
  readonly optimizer: string;
  readonly library: KeepingLibrary;
}

type Estimate = Omit<TrainingMemory, 'measured'>;

/** Runs through the step and notes the bytes alive after each layer, and all about the largest of them. */
class Walk {
  readonly curve: MemoryPoint[] = [];
  private peak = -1;
  private peakAt = 0;
  private parts = new Map<MemoryPart, number>();
  private owners: ReadonlyMap<LayerId, number> = new Map();

  constructor(private readonly memory: StepMemory) {}

  note(phase: Phase, layer?: LayerId): void {
    const bytes = this.memory.bytes();
    this.curve.push({ phase, ...(layer !== undefined && { layer }), bytes });
    if (bytes <= this.peak) return;
    this.peak = bytes;
    this.peakAt = this.curve.length - 1;
    this.parts = this.memory.parts();
    this.owners = this.memory.owners();
  }

  result({ heldBySkips }: KeptTensors): Estimate {
    const part = (name: MemoryPart): number => this.parts.get(name) ?? 0;
    const owners = [...this.owners]
      .filter(([, bytes]) => bytes > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([layer, bytes]): PeakOwner => ({
        layer,
        bytes,
        ...(heldBySkips.has(layer) && { heldBySkip: true as const }),
      }));
    const held = [...heldBySkips.values()].reduce((sum, bytes) => sum + bytes, 0);
    return {
      parts: {
        weights: part('weights'),
        gradients: part('gradients'),
        optimizer: part('optimizer'),
        batch: part('batch'),
        activations: part('activations'),
        workspace: part('workspace'),
      },
      peak: this.peak,
      peakAt: this.peakAt,
      curve: this.curve,
      owners,
      heldBySkips: this.peak > 0 ? held / this.peak : 0,
    };
  }
}

/**
 * The bytes of one training step from shapes alone: weights, their gradients, the optimizer's state, the batch,
 * what the backward pass keeps, and gradients on their way. `undefined` if an extent is unknown, or a layer is
 * recurrent or of own code.
 */
export function trainingMemory(asked: TrainingAsked): Estimate | undefined {
  const { graph, library } = asked;
  // The shapes of a recurrent layer do not tell what it keeps of each step, those of own code what it keeps at all.
  if (graph.layers.some((layer) => isUnseen(layer, library))) return undefined;
  const rules = keepingRules[library];
  const shortcuts = new Set(asked.skips.map(({ to, slot }) => slotKey(to, slot)));
  const kept = keptTensors(graph, rules, { batchSize: asked.batchSize, shortcuts });
  if (!kept) return undefined;
  const memory = new StepMemory(asked, kept, rules);
  const walk = new Walk(memory);
  for (const layer of graph.layers) {
    memory.forward(layer);
    walk.note('forward', layer.id);
  }
  memory.endForward(outputsOf(graph));
  for (const layer of [...graph.layers].reverse()) {
    if (!memory.startBackward(layer)) continue;
    walk.note('backward', layer.id);
    memory.endBackward(layer);
  }
  memory.endPass();
  if (library !== 'torch') memory.startUpdate(updateWorkspace(graph, asked.optimizer));
  walk.note('update');
  return walk.result(kept);
}

/** A layer of the user's own code in TensorFlow.js; PyTorch's are recorded operation by operation. */
const own: ReadonlySet<string> = new Set(['custom', 'attention']);

const isUnseen = ({ operation }: LayerNode, library: KeepingLibrary): boolean =>
  operation.type === 'transform' &&
  (operation.family === 'recurrent' || (library !== 'torch' && own.has(operation.family)));

/** Outputs that the loss reads: a gradient comes back to each. */
const outputsOf = ({ outputs }: NetworkGraph): ReadonlySet<string> =>
  new Set(outputs.map(({ layer, output }) => outputKey(layer, output)));

/** Bytes that each layer keeps for the backward pass, by application. `undefined` as above. */
export function keptBytes(
  graph: NetworkGraph,
  batchSize: number,
  library: KeepingLibrary,
): ReadonlyMap<LayerId, number> | undefined {
  const rules = keepingRules[library];
  const kept = keptTensors(graph, rules, { batchSize, shortcuts: new Set() });
  if (!kept) return undefined;
  const ofLayer = ({ id }: LayerNode): number =>
    (kept.kept.has(id) ? (kept.output.get(id) ?? 0) : 0) + (kept.internals.get(id) ?? 0);
  return new Map(graph.layers.map((layer) => [layer.id, ofLayer(layer)]));
}
