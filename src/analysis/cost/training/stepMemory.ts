import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import type { ByPass, MemoryPart } from '../../../shared/report/profile';
import { allBytes } from '../../../shared/report/profileSums';
import { gradientBytesOf, weightBytesOf } from '../tensorSize';
import { passesGradient, type KeepingRules } from './keepingRules';
import type { KeptTensors } from './keptTensors';
import { outputKey } from './keys';

const TRANSIENT = 'transient';

interface Setup {
  readonly graph: NetworkGraph;
  readonly optimizerBytes: number;
}

/** A block of memory that is alive. */
interface Block {
  readonly owner: LayerId | undefined;
  readonly part: MemoryPart;
  readonly bytes: number;
}

/** The memory of one training step while it is walked through: blocks that come and go. */
export class StepMemory {
  private readonly blocks = new Map<string, Block>();
  private readonly isReachedByLoss = new Set<string>();
  private readonly passed = new Set<LayerId>();
  private readonly lastReader: ReadonlyMap<LayerId, LayerId>;
  private total = 0;

  constructor(
    { graph, optimizerBytes }: Setup,
    private readonly kept: KeptTensors,
    private readonly rules: KeepingRules,
  ) {
    const weights = graph.layers.reduce((sum, layer) => sum + allBytes(weightBytesOf(layer)), 0);
    this.take('weights', { owner: undefined, part: 'weights', bytes: weights });
    this.take('optimizer', { owner: undefined, part: 'optimizer', bytes: optimizerBytes });
    this.lastReader = new Map(
      graph.layers.flatMap(({ id, inputs }) =>
        inputs.map(({ layer }) => [kept.holder.get(layer) ?? layer, id] as const),
      ),
    );
    for (const { layer } of graph.outputs) this.lossReads.add(kept.holder.get(layer) ?? layer);
  }

  private readonly lossReads = new Set<LayerId>();

  bytes(): number {
    return this.total;
  }

  parts(): Map<MemoryPart, number> {
    const parts = new Map<MemoryPart, number>();
    for (const { part, bytes } of this.blocks.values())
      parts.set(part, (parts.get(part) ?? 0) + bytes);
    return parts;
  }

  owners(): Map<LayerId, number> {
    const owners = new Map<LayerId, number>();
    for (const { owner, bytes } of this.blocks.values())
      if (owner !== undefined) owners.set(owner, (owners.get(owner) ?? 0) + bytes);
    return owners;
  }

  forward(layer: LayerNode): void {
    const { id, operation } = layer;
    const part = operation.type === 'input' ? 'batch' : 'activations';
    this.take(`out ${id}`, { owner: id, part, bytes: this.kept.output.get(id) ?? 0 });
    const inside = this.kept.internals.get(id) ?? 0;
    this.take(`in ${id}`, { owner: id, part: 'activations', bytes: inside });
    this.takeTransient(id, 'forward');
    if (!this.rules.freesAsUsed) return;
    // The last reader of a tensor that nothing keeps lets it go.
    for (const { layer: from } of layer.inputs) {
      const held = this.kept.holder.get(from) ?? from;
      if (this.lastReader.get(held) === id) this.releaseOutput(held);
    }
  }

  /** Takes the place of what the pass before needed while it ran. */
  private takeTransient(id: LayerId, pass: keyof ByPass): void {
    this.free(TRANSIENT);
    const bytes = this.kept.transient.get(id)?.[pass] ?? 0;
    this.take(TRANSIENT, { owner: id, part: 'workspace', bytes });
  }

  /** The loss has read the outputs; what nothing keeps is gone. */
  endForward(outputs: ReadonlySet<string>): void {
    this.free(TRANSIENT);
    for (const key of outputs) this.isReachedByLoss.add(key);
    for (const id of this.kept.output.keys()) this.releaseOutput(id);
  }

  private releaseOutput(id: LayerId): void {
    const isBatch = this.blocks.get(`out ${id}`)?.part === 'batch';
    if (!this.kept.kept.has(id) && !isBatch && !this.lossReads.has(id)) this.free(`out ${id}`);
  }

  /** Makes the gradients of a layer; `false` if none comes back to it. */
  startBackward(layer: LayerNode): boolean {
    const { id } = layer;
    if (!this.kept.needs.reaches(id)) return false;
    if (layer.outputShape.some((_, output) => this.isReachedByLoss.has(outputKey(id, output))))
      this.arrive(id, id, false);
    const size = this.kept.output.get(id) ?? 0;
    const inner = size * this.rules.innerGradients(layer);
    this.take(`inner ${id}`, { owner: id, part: 'workspace', bytes: inner });
    const trained = this.kept.needs.trains(layer) ? gradientBytesOf(layer) : 0;
    this.take(`dW ${id}`, { owner: id, part: 'gradients', bytes: trained });
    const passes = passesGradient(layer);
    layer.inputs.forEach(({ layer: from }, slot) => {
      // A gradient that is passed on as it is takes no memory of its own, or only once more where all is freed.
      const isSame = passes && (slot === 0 || !this.rules.freesAsUsed);
      if (this.kept.needs.reaches(from)) this.arrive(from, id, isSame);
    });
    if (layer.inputs.some((input) => this.kept.needs.reaches(input.layer)))
      this.takeTransient(id, 'backward');
    return true;
  }

  /** A gradient comes back to an output; a second one is added to the first. */
  private arrive(to: LayerId, by: LayerId, isSame: boolean): void {
    const held = this.kept.holder.get(to) ?? to;
    const size = this.kept.output.get(held) ?? 0;
    const block: Block = { owner: by, part: 'workspace', bytes: isSame ? 0 : size };
    if (!this.blocks.has(`grad ${held}`)) {
      this.take(`grad ${held}`, block);
      return;
    }
    this.free(`grad ${held}`);
    this.take(`grad ${held}`, { ...block, bytes: size });
    if (!this.rules.freesAsUsed) this.take(`more ${held} ${by}`, block);
  }

  /** Lets go of what only this layer's backward pass needed. */
  endBackward({ id, inputs }: LayerNode): void {
    this.passed.add(id);
    if (!this.rules.freesAsUsed) return;
    this.free(`inner ${id}`);
    this.free(`in ${id}`);
    const isPassedOn = inputs.some(
      ({ layer }) => this.kept.holder.get(id) === this.kept.holder.get(layer),
    );
    if (!isPassedOn) this.free(`grad ${id}`);
    for (const held of [id, ...inputs.map(({ layer }) => this.kept.holder.get(layer) ?? layer)]) {
      const waiting = this.kept.waiting.get(held) ?? [];
      const isBatch = this.blocks.get(`out ${held}`)?.part === 'batch';
      if (!isBatch && waiting.every((each) => this.passed.has(each))) this.free(`out ${held}`);
    }
  }

  /** The backward pass is over: weights, their gradients, the optimizer's state and the batch are left. */
  endPass(): void {
    for (const [key, { part }] of [...this.blocks])
      if (part === 'activations' || part === 'workspace') this.free(key);
  }

  /** The optimizer works on the weights, with what it needs while it does. */
  startUpdate(bytes: number): void {
    this.take(TRANSIENT, { owner: undefined, part: 'workspace', bytes });
  }

  private take(key: string, block: Block): void {
    if (block.bytes === 0) {
      if (key.startsWith('grad')) this.blocks.set(key, block);
      return;
    }
    this.free(key);
    this.blocks.set(key, block);
    this.total += block.bytes;
  }

  private free(key: string): void {
    const block = this.blocks.get(key);
    if (!block) return;
    this.total -= block.bytes;
    this.blocks.delete(key);
  }
}
