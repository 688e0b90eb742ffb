import type { DepthVariant } from '../../../analysis/experiments/kinds/kind';
import { findSkips } from '../../../analysis/skips/findSkips';
import { Failure } from '../../../shared/base/failures';
import type { Json } from '../../../shared/base/json';
import type { NetworkGraph } from '../../../shared/network/network';
import type { ExperimentSettings } from '../../../shared/protocol/experimentRequest';
import { message } from '../../../shared/words/message';
import type { ModelDescription } from '../../model/modelDescription';
import type { OpenedModel } from '../../model/openedModel';

/** Names that arguments of depth usually have; they are tried first. */
const usual = /^(depth|n|num)?_?(blocks?|layers?|repeats?|stages?|depth|n)?$/i;

/** Opens the definition with some arguments in place of its own. */
export type OpenWith = (own: Readonly<Record<string, Json>>) => Promise<OpenedModel>;

const transformsIn = ({ layers }: NetworkGraph): number =>
  layers.filter(({ operation }) => operation.type === 'transform').length;

/** Whole numbers among the arguments, those with a usual name first. */
function candidates({ arguments: given }: ModelDescription): string[] {
  const names = given.flatMap(({ name, value }) => (Number.isInteger(value) ? [name] : []));
  const isUsual = (name: string): number => (usual.test(name) ? 0 : 1);
  return names.sort((a, b) => isUsual(a) - isUsual(b));
}

/** The graph at one depth; none if the definition cannot be built so. */
async function graphAt(openWith: OpenWith, argument: string, value: number) {
  const model = await openWith({ [argument]: value }).catch(() => undefined);
  return model?.description.graph;
}

async function variantsOf(
  openWith: OpenWith,
  argument: string,
  values: readonly number[],
): Promise<DepthVariant[] | undefined> {
  const found: DepthVariant[] = [];
  for (const value of values) {
    const graph = await graphAt(openWith, argument, value);
    const before = found.at(-1);
    const isDeeper = !before || (graph && transformsIn(graph) > transformsIn(before.graph));
    if (!graph || !isDeeper) return undefined;
    found.push({ argument, value, graph, skips: findSkips(graph) });
  }
  return found;
}

/**
 * The definition at the depths that were asked for: by the argument that was named, else by the first one with
 * which every larger value gives more layers that transform. Rejects with a `Failure` where there is none.
 */
export async function openDepths(
  description: ModelDescription,
  { depths, depthArgument }: Pick<ExperimentSettings, 'depths' | 'depthArgument'>,
  openWith: OpenWith,
): Promise<readonly DepthVariant[] | undefined> {
  if (!depths) return undefined;
  const values = [...new Set(depths)].sort((a, b) => a - b);
  const tried = depthArgument === undefined ? candidates(description) : [depthArgument];
  for (const argument of tried) {
    const found = await variantsOf(openWith, argument, values);
    if (found) return found;
  }
  const why = message('experiments.no-depth-argument', { tried });
  throw new Failure('invalid-argument', why, description.source);
}
