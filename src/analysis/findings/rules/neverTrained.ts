import type { GroupId, LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import { shortName } from '../../../shared/network/shortName';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/** Weights that training never changes, by the cause: all are frozen, or random ones below those that learn. */
export function neverTrained(facts: Facts): Symptom[] {
  return [
    ...allFrozen(facts),
    ...frozenAtRandom(facts),
    ...unregistered(facts),
    ...unusedLayers(facts),
    ...refused(facts),
  ];
}

function allFrozen({ graph, losses }: Facts): Symptom[] {
  const trainable = graph.layers.some(({ parameters }) => parameters.trainable > 0);
  const layers = graph.layers.filter(({ parameters }) => parameters.frozen > 0);
  // Without a loss of its own a model may be there to be asked only.
  const isCompiled = losses.some(({ origin }) => origin === 'model');
  if (trainable || layers.length === 0 || !isCompiled) return [];
  return [
    {
      code: 'never-trained',
      layers,
      tell: (left) => ({
        variant: 'all-frozen',
        severity: 'warning',
        evidence: { parameters: frozenIn(left) },
      }),
    },
  ];
}

/** Frozen layers behind those that learn are left alone: a GAN trains its generator through them. */
function frozenAtRandom(facts: Facts): Symptom[] {
  const { graph, measured, faults } = facts;
  const named = new Set(faults.map(({ layer }) => layer));
  const behind = behindLearning(graph.layers);
  const learns = graph.layers.some((layer) => behind.has(layer.id));
  const layers = graph.layers.filter(
    (layer) =>
      measured(layer.id)?.frozenAtRandom &&
      carriesFeatures(layer) &&
      !behind.has(layer.id) &&
      !named.has(layer.id),
  );
  if (!learns || layers.length === 0) return [];
  return [
    {
      code: 'never-trained',
      layers,
      tell: (left) => ({
        variant: 'frozen-at-random',
        severity: isFrozenModel(graph, left) ? 'info' : 'warning',
        evidence: { parameters: frozenIn(left) },
      }),
    },
  ];
}

/** One nested model that holds them all and learns nothing: its weights may be loaded later, as in transfer learning. */
function isFrozenModel({ groups, layers }: NetworkGraph, frozen: readonly LayerNode[]): boolean {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const around = ({ group }: LayerNode): GroupId[] => {
    const found: GroupId[] = [];
    for (let at = group && byId.get(group); at; at = at.parent ? byId.get(at.parent) : undefined) {
      if (at.kind === 'model') found.push(at.id);
    }
    return found;
  };
  const learning = new Set(
    layers.filter(({ parameters }) => parameters.trainable > 0).flatMap(around),
  );
  const [first, ...others] = frozen.map(around);
  return (first ?? []).some(
    (id) => !learning.has(id) && others.every((groups) => groups.includes(id)),
  );
}

/** Weights of layers in a list, or made in a method: the layer that holds them does not tell training of them. */
function unregistered({ graph }: Facts): Symptom[] {
  const layers = graph.layers.filter((layer) => (layer.unregistered ?? 0) > 0);
  if (layers.length === 0) return [];
  return [
    {
      code: 'never-trained',
      layers,
      tell: (left) => ({
        variant: 'unregistered',
        severity: 'warning',
        evidence: {
          parameters: left.reduce((sum, layer) => sum + (layer.unregistered ?? 0), 0),
        },
      }),
    },
  ];
}

/** One symptom for each: they lie beside the network, at the layer that they read. */
function unusedLayers({ unused, layer }: Facts): Symptom[] {
  return unused.map(({ name, kind, reads, source: [at] }) => ({
    code: 'never-trained',
    layers: [layer(reads)],
    tell: () => ({
      variant: 'unused',
      severity: 'warning',
      evidence: { parameters: 0, unused: shortName({ name, kind }) },
      ...(at && { source: at }),
    }),
  }));
}

/** A layer that the probe trains, and the framework's own training refuses. */
function refused({ graph, probe, layer }: Facts): Symptom[] {
  if (!probe?.refused) return [];
  const { layer: id, ...refusal } = probe.refused;
  const parameters = graph.layers.reduce((sum, each) => sum + each.parameters.trainable, 0);
  return [
    {
      code: 'never-trained',
      layers: [layer(id)],
      tell: () => ({
        variant: 'refused',
        severity: 'info',
        evidence: { parameters, refusal },
      }),
    },
  ];
}

const frozenIn = (layers: readonly LayerNode[]): number =>
  layers.reduce((sum, { parameters }) => sum + parameters.frozen, 0);

/** A layer of the user's own may be random on purpose, as random Fourier features are. */
function carriesFeatures({ operation }: LayerNode): boolean {
  if (operation.type === 'source') return operation.kernelEntries > 0;
  return operation.type === 'transform' && operation.family !== 'custom';
}

/** Layers that learn, and those that a layer which learns leads to. */
function behindLearning(layers: readonly LayerNode[]): Set<LayerId> {
  const found = new Set<LayerId>();
  for (const { id, inputs, parameters } of layers) {
    const isBehind = inputs.some((input) => found.has(input.layer));
    if (isBehind || parameters.trainable > 0) found.add(id);
  }
  return found;
}
