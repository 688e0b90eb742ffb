import * as fc from 'fast-check';
import type { GroupId, LayerId, NetworkGraph } from '../../src/shared/network/network';
import { denseBlock } from './architectures/dense';
import { squeezeExcite } from './architectures/residual';
import type { Tensor } from './graphBuilder';
import { NetworkBuilder } from './networkBuilder';

/** The building blocks of a random network; every block keeps the shape of its input. */
export type BlockPlan =
  | { readonly kind: 'plain'; readonly depth: number }
  | {
      readonly kind: 'residual';
      readonly depths: readonly number[];
      readonly excite: boolean;
      readonly projected: boolean;
    }
  | { readonly kind: 'dense'; readonly layers: number; readonly bottleneck: boolean }
  | { readonly kind: 'inception'; readonly branches: number }
  | { readonly kind: 'highway' }
  | {
      readonly kind: 'uShape';
      readonly inner: readonly BlockPlan[];
      readonly joined: 'add' | 'concat';
    };

/** Ways of writing one and the same network. */
export interface Style {
  /** Operands of merges in reverse order. */
  readonly swapped: boolean;
  /** Merges of several tensors written two by two. */
  readonly chained: boolean;
  /** Every block as a nested model with an input layer of its own. */
  readonly nested: boolean;
  /** The layers on the shortcuts. */
  readonly onShortcut: 'nothing' | 'batchNorm' | 'dropout';
  readonly denseForm: 'list' | 'chained';
}

export const plainStyle: Style = {
  swapped: false,
  chained: false,
  nested: false,
  onShortcut: 'nothing',
  denseForm: 'list',
};

const WIDTH = 8;
const depth = fc.integer({ min: 1, max: 3 });

const simpleBlock: fc.Arbitrary<BlockPlan> = fc.oneof(
  fc.record({ kind: fc.constant('plain' as const), depth }),
  fc.record({
    kind: fc.constant('residual' as const),
    depths: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 1, maxLength: 3 }),
    excite: fc.boolean(),
    projected: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('dense' as const),
    layers: fc.integer({ min: 2, max: 6 }),
    bottleneck: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('inception' as const), branches: fc.integer({ min: 2, max: 4 }) }),
  fc.constant({ kind: 'highway' as const }),
);

const blockPlan = fc.oneof(
  { weight: 4, arbitrary: simpleBlock },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('uShape' as const),
      inner: fc.array(simpleBlock, { minLength: 1, maxLength: 3 }),
      joined: fc.constantFrom('add' as const, 'concat' as const),
    }),
  },
);

export const blockPlans: fc.Arbitrary<readonly BlockPlan[]> = fc.array(blockPlan, {
  minLength: 1,
  maxLength: 5,
});

/** Writes the plan in a style. */
export function writeNetwork(plans: readonly BlockPlan[], style: Style = plainStyle): NetworkGraph {
  const net = new StyledBuilder(style);
  let x = net.relu(net.conv(net.input(16, 16, 3), WIDTH));
  for (const plan of plans) x = net.block(plan, x);
  return net.graph(net.dense(net.globalPool(x), 2, 'softmax'));
}

class StyledBuilder extends NetworkBuilder {
  constructor(private readonly style: Style) {
    super();
  }

  override add(...xs: Tensor[]): Tensor {
    return this.joined(xs, (operands) => super.add(...operands));
  }

  override multiply(...xs: Tensor[]): Tensor {
    return super.multiply(...this.ordered(xs));
  }

  override concat(xs: readonly Tensor[], axis?: number): Tensor {
    return this.joined(xs, (operands) => super.concat(operands, axis));
  }

  block(plan: BlockPlan, x: Tensor): Tensor {
    if (!this.style.nested) return this.body(plan, x);
    return this.nested(plan.kind, () => this.body(plan, this.passive(x, 'none')));
  }

  private ordered(xs: readonly Tensor[]): Tensor[] {
    return this.style.swapped ? [...xs].reverse() : [...xs];
  }

  private joined(xs: readonly Tensor[], join: (xs: readonly Tensor[]) => Tensor): Tensor {
    const ordered = this.ordered(xs);
    if (!this.style.chained) return join(ordered);
    return ordered.slice(1).reduce((sum, x) => join([sum, x]), ordered[0]!);
  }

  private body(plan: BlockPlan, x: Tensor): Tensor {
    switch (plan.kind) {
      case 'plain':
        return this.convs(x, plan.depth);
      case 'residual':
        return this.residual(plan, x);
      case 'dense': {
        const form = this.style.denseForm;
        const joined = denseBlock(this, x, plan.layers, { growth: 4, form, ...plan });
        return this.conv(this.relu(this.batchNorm(joined)), WIDTH, { kernel: 1 });
      }
      case 'inception':
        return this.inception(plan.branches, x);
      case 'highway':
        return this.highway(x);
      case 'uShape':
        return this.uShape(plan, x);
    }
  }

  private convs(x: Tensor, count: number): Tensor {
    let y = x;
    for (let index = 0; index < count; index++) y = this.relu(this.conv(y, WIDTH));
    return y;
  }

  private residual(plan: Extract<BlockPlan, { kind: 'residual' }>, x: Tensor): Tensor {
    const bodies = plan.depths.map((count) => {
      const y = this.batchNorm(this.conv(this.convs(x, count - 1), WIDTH));
      return plan.excite ? squeezeExcite(this, y) : y;
    });
    const carried = plan.projected ? this.conv(x, WIDTH, { kernel: 1 }) : x;
    return this.relu(this.add(this.onShortcut(carried), ...bodies));
  }

  private onShortcut(x: Tensor): Tensor {
    if (this.style.onShortcut === 'nothing') return x;
    return this.style.onShortcut === 'dropout' ? this.dropout(x) : this.batchNorm(x);
  }

  private inception(branches: number, x: Tensor): Tensor {
    const outputs = Array.from({ length: branches }, (_, index) => this.convs(x, index + 1));
    return this.conv(this.concat(outputs), WIDTH, { kernel: 1 });
  }

  private highway(x: Tensor): Tensor {
    const t = this.conv(x, WIDTH, { activation: 'sigmoid' });
    const h = this.conv(x, WIDTH, { activation: 'relu' });
    return this.add(this.multiply(t, h), this.multiply(this.complement(t), this.onShortcut(x)));
  }

  private uShape({ inner, joined }: Extract<BlockPlan, { kind: 'uShape' }>, x: Tensor): Tensor {
    let y = this.pool(x);
    for (const plan of inner) y = this.block(plan, y);
    const up = this.up(this.conv(y, WIDTH));
    const skip = this.onShortcut(x);
    return joined === 'add' ? this.add(up, skip) : this.conv(this.concat([up, skip]), WIDTH);
  }
}

/** The same network with every id, name and kind replaced and every group renamed. */
export function renamed(graph: NetworkGraph): NetworkGraph {
  const layer = (id: LayerId) => `${id.length}/z${id}` as LayerId;
  const group = (id: GroupId) => `g/${id}` as GroupId;
  return {
    layers: graph.layers.map((node, index) => ({
      ...node,
      id: layer(node.id),
      name: `add_conv_${index % 3}`,
      kind: index % 2 === 0 ? 'Add' : 'Dense',
      inputs: node.inputs.map((ref) => ({ ...ref, layer: layer(ref.layer) })),
      ...(node.group && { group: group(node.group) }),
    })),
    groups: graph.groups.map((one) => ({
      ...one,
      id: group(one.id),
      parent: one.parent && group(one.parent),
      name: 'renamed',
    })),
    outputs: graph.outputs.map((ref) => ({ ...ref, layer: layer(ref.layer) })),
  };
}
