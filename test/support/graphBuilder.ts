import {
  groupId,
  layerId,
  type Group,
  type GroupId,
  type InputRef,
  type LayerNode,
  type NetworkGraph,
  type Shape,
} from '../../src/shared/network/network';
import type { Operation } from '../../src/shared/network/operation';

/** A tensor of a network under construction. */
export interface Tensor {
  readonly ref: InputRef;
  readonly shape: Shape;
}

interface Made {
  readonly shape: Shape;
  readonly trainable?: number;
  readonly frozen?: number;
}

/** Puts layers together to a network graph, each with a name of its own. */
export class GraphBuilder {
  readonly layers: LayerNode[] = [];
  private readonly groups: Group[] = [];
  private readonly made = new Map<string, number>();
  private group: GroupId | undefined;

  /** Puts what `body` makes into a nested model of that name. */
  nested<T>(name: string, body: () => T): T {
    const parent = this.group ?? null;
    const id = groupId(`${parent ?? ''}/${name}${this.groups.length}`);
    this.groups.push({ id, name, parent, kind: 'model', repeat: 1 });
    this.group = id;
    const result = body();
    this.group = parent ?? undefined;
    return result;
  }

  graph(...outputs: Tensor[]): NetworkGraph {
    return { layers: this.layers, groups: this.groups, outputs: outputs.map(({ ref }) => ref) };
  }

  protected push(
    kind: string,
    operation: Operation,
    inputs: readonly Tensor[],
    { shape, trainable = 0, frozen = 0 }: Made,
  ): Tensor {
    const number = (this.made.get(kind) ?? 0) + 1;
    this.made.set(kind, number);
    const name = `${kind.toLowerCase()}${number}`;
    this.layers.push({
      id: layerId(name),
      name,
      kind,
      operation,
      inputs: inputs.map(({ ref }) => ref),
      outputShape: [shape],
      parameters: { trainable, frozen },
      ...(this.group && { group: this.group }),
      source: [],
    });
    return { ref: { layer: layerId(name), output: 0 }, shape };
  }
}
