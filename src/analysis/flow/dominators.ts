import { NONE } from './flow';
import { int } from './lookup';

/**
 * The dominator tree of a DAG: a node's parent is the last node that every path to it passes.
 * Position `size` is a root above all nodes without producers.
 */
export class DominatorTree {
  readonly root: number;
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  /** A far ancestor, with which climbing takes O(log depth) steps (Myers 1983, skew-binary jumps). */
  private readonly jump: Int32Array;

  /** `inputs[node]` are producers with smaller positions, or `NONE`. O(edges · log nodes). */
  constructor(inputs: readonly (readonly number[])[]) {
    this.root = inputs.length;
    this.parent = new Int32Array(inputs.length + 1).fill(this.root);
    this.depth = new Int32Array(inputs.length + 1);
    this.jump = new Int32Array(inputs.length + 1).fill(this.root);
    inputs.forEach((producers, node) => this.hang(node, this.meet(producers)));
  }

  /** `true` if every path to `node` passes `above`; a node dominates itself. */
  dominates(above: number, node: number): boolean {
    return this.climb(node, int(this.depth, above)) === above;
  }

  /** The deepest node that dominates both. */
  common(left: number, right: number): number {
    let a = this.climb(left, int(this.depth, right));
    let b = this.climb(right, int(this.depth, a));
    while (a !== b) {
      const far = int(this.jump, a) !== int(this.jump, b);
      a = int(far ? this.jump : this.parent, a);
      b = int(far ? this.jump : this.parent, b);
    }
    return a;
  }

  private meet(producers: readonly number[]): number {
    let meeting = NONE;
    for (const producer of producers) {
      if (producer === NONE) continue;
      meeting = meeting === NONE ? producer : this.common(meeting, producer);
    }
    return meeting === NONE ? this.root : meeting;
  }

  private hang(node: number, parent: number): void {
    const hop = int(this.jump, parent);
    const first = int(this.depth, parent) - int(this.depth, hop);
    const second = int(this.depth, hop) - int(this.depth, int(this.jump, hop));
    this.parent[node] = parent;
    this.depth[node] = int(this.depth, parent) + 1;
    this.jump[node] = first === second ? int(this.jump, hop) : parent;
  }

  /** The ancestor at `depth`, or the node itself if it is no deeper. */
  private climb(node: number, depth: number): number {
    let at = node;
    while (int(this.depth, at) > depth) {
      const hop = int(this.jump, at);
      at = int(this.depth, hop) >= depth ? hop : int(this.parent, at);
    }
    return at;
  }
}
