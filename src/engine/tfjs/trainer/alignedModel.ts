import { Failure } from '../../../shared/base/failures';
import type { LayerId } from '../../../shared/network/network';
import { message } from '../../../shared/words/message';
import type { BuiltModel, Tap } from '../built/builtModel';

function renamed(tap: Tap, name: (id: LayerId) => LayerId): Tap {
  return {
    edge: (from, to, slot, value) => tap.edge(name(from), name(to), slot, value),
    output: (layer, output, value) => tap.output(name(layer), output, value),
  };
}

/**
 * A model built again for another seed, under the layer ids of the first build: frameworks number
 * unnamed layers on and on. Throws a `Failure` of code `unbuildable` if the layers are not the same.
 */
export function alignedModel(model: BuiltModel, first: BuiltModel): BuiltModel {
  const [own, theirs] = [model.graph.layers, first.graph.layers];
  const isSame =
    own.length === theirs.length && own.every(({ kind }, i) => kind === theirs[i]?.kind);
  if (!isSame) throw new Failure('unbuildable', message('training.layers-differ'));
  const names = new Map(own.map(({ id }, i) => [id, theirs[i]?.id ?? id]));
  const name = (id: LayerId): LayerId => names.get(id) ?? id;
  const ownNames = (ids: ReadonlySet<LayerId>): Set<LayerId> =>
    new Set([...names].flatMap(([own, id]) => (ids.has(id) ? own : [])));
  return {
    ...model,
    graph: first.graph,
    inputs: first.inputs,
    outputs: first.outputs,
    nonlinearities: first.nonlinearities,
    weights: model.weights.map((weight) => ({ ...weight, layer: name(weight.layer) })),
    forward: (inputs, tap, options) =>
      model.forward(inputs, renamed(tap, name), {
        ...options,
        ...(options?.without && { without: ownNames(options.without) }),
      }),
    penalties: (without) => model.penalties(without && ownNames(without)),
  };
}
