import type { Recording } from '../../../../shared/protocol/python/recording';
import { type LayerId, layerId } from '../../../../shared/network/network';
import type { CallTree } from './callTree';
import { nodeOf, slotOf } from './recordedProgram';

/** The name of a layer, its class or operation, and its first application if this is a later one. */
export interface LayerName {
  readonly id: LayerId;
  readonly name: string;
  readonly kind: string;
  readonly sharedWith?: LayerId;
}

type Given = Pick<LayerName, 'name' | 'kind'> & { readonly module?: string };

class Namer {
  private readonly ordinals = new Map<string, number>();
  private readonly used = new Map<string, number>();
  private readonly firstOf = new Map<string, LayerId>();

  constructor(
    private readonly recording: Recording,
    private readonly tree: CallTree,
  ) {}

  name(programName: string): LayerName {
    const { module, ...given } = this.given(programName);
    const id = layerId(numbered(this.used, given.name, ':', 1));
    if (module === undefined) return { id, ...given };
    const sharedWith = this.firstOf.get(module);
    if (sharedWith === undefined) this.firstOf.set(module, id);
    return { id, ...given, ...(sharedWith !== undefined && { sharedWith }) };
  }

  private given(programName: string): Given {
    const node = nodeOf(programName);
    const slot = slotOf(programName);
    if (slot !== undefined) return { name: this.parameterName(node, slot), kind: 'Parameter' };
    const { inputs, nodes } = this.recording;
    const op = nodes[node]?.op ?? '';
    const input = inputs.find((each) => each.node === node);
    if (input) return { name: input.name, kind: op };
    const holder = this.tree.holderOf(node);
    const call = holder === undefined ? undefined : this.tree.call(holder);
    if (!call) return { name: numbered(this.ordinals, op, '_', 0), kind: op };
    const { module, kind } = call;
    return { name: module || kind, kind, module };
  }

  /** The parameter that is joined; the first of those that it is computed from. */
  private parameterName(node: number, slot: number): string {
    const { nodes, parameters } = this.recording;
    let input = nodes[node]?.inputs[slot];
    while (input && 'value' in input) {
      const operands: Recording['nodes'][number]['inputs'] = nodes[input.value[0]]?.inputs ?? [];
      input = operands.find((each) => !('constant' in each));
    }
    return (input && 'parameter' in input && parameters[input.parameter]?.name) || 'parameter';
  }
}

/** The text itself the first time, then with a number behind it. */
function numbered(
  counts: Map<string, number>,
  text: string,
  separator: string,
  start: number,
): string {
  const count = counts.get(text) ?? 0;
  counts.set(text, count + 1);
  return count === 0 ? text : `${text}${separator}${count + start}`;
}

/** Names for layers in the order of execution, by the names that they have in the program. */
export function nameLayers(
  recording: Recording,
  tree: CallTree,
  programNames: readonly string[],
): ReadonlyMap<string, LayerName> {
  const namer = new Namer(recording, tree);
  return new Map(programNames.map((name) => [name, namer.name(name)]));
}
