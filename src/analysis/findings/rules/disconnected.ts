import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { GradientNorms, Probe, WeightProbe } from '../../../shared/report/probe';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/** Trainable layers that no gradient reaches: no path leads to them, or it is zero in every step and seed. */
export function disconnected(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  const trained = facts.graph.layers.filter(({ id }) => weightsOf(id, facts).length > 0);
  const layers = trained.filter((layer) => getsNothing(layer, facts));
  if (layers.length === 0) return [];
  const { steps, seeds } = probe;
  const isAll = layers.length === trained.length;
  const end = isAll ? endOfGradient(facts, probe) : blockBefore(layers, facts, probe);
  // If the loss passes no gradient, its output is the place to look at.
  const looked = end ?? (isAll ? outputOf(facts) : undefined);
  return [
    {
      code: 'disconnected',
      layers: looked ? [looked, ...layers.filter((layer) => layer !== looked)] : layers,
      tell: ([first]) => ({
        variant: variantOf({ isAll, isEnd: end !== undefined && first === end }),
        severity: isAll ? 'error' : 'warning',
        evidence: { steps, seeds },
      }),
    },
  ];
}

/** The layer that a gradient comes to from the loss and that passes none of it on. */
const endOfGradient = (facts: Facts, probe: Probe): LayerNode | undefined =>
  [...facts.graph.layers].reverse().find(stopsGradient(facts, probe));

/** Tells of a layer that more gradient than so much comes to and none goes on from, as far as that is known. */
function stopsGradient(
  { measured }: Facts,
  { edges }: Probe,
  least = 0,
): (layer: LayerNode) => boolean {
  const passes = new Set(edges.flatMap(({ to, rms = 0 }) => (rms > 0 ? [to] : [])));
  return ({ id, inputs }) =>
    inputs.length > 0 &&
    (measured(id)?.activationGradient?.rms ?? 0) > least &&
    !passes.has(id) &&
    !inputs.some(({ layer }) => isNotFinite(measured(layer)?.activationGradient));
}

/** A gradient came back, but its norm is no number. */
const isNotFinite = (gradient: GradientNorms | undefined): boolean =>
  gradient !== undefined && gradient.rms === undefined;
function variantOf({ isAll, isEnd }: { readonly isAll: boolean; readonly isEnd: boolean }) {
  if (isEnd) return isAll ? 'ends' : 'blocks';
  return isAll ? 'all' : 'some';
}

/** A smaller gradient than this may end by underflow: then it has vanished. */
const UNDERFLOW = 1e-20;

/**
 * The last layer behind starved ones that gets a gradient and passes none on. What a table is looked up by comes
 * from the layer before: that one made integers.
 */
function blockBefore(
  starved: readonly LayerNode[],
  facts: Facts,
  probe: Probe,
): LayerNode | undefined {
  const behind = behindOf(starved, facts);
  const stops = stopsGradient(facts, probe, UNDERFLOW);
  const block = [...facts.graph.layers]
    .reverse()
    .find((each) => behind.has(each.id) && stops(each));
  if (block?.operation.type !== 'source') return block;
  const [input] = block.inputs;
  return input && facts.layer(input.layer);
}

/** Layers that some layers lead to. */
function behindOf(layers: readonly LayerNode[], { graph }: Facts): Set<LayerId> {
  const starts = new Set(layers.map(({ id }) => id));
  const found = new Set<LayerId>();
  for (const { id, inputs } of graph.layers) {
    if (inputs.some(({ layer }) => starts.has(layer) || found.has(layer))) found.add(id);
  }
  return found;
}

const outputOf = ({ graph, layer }: Facts): LayerNode | undefined =>
  graph.outputs[0] && layer(graph.outputs[0].layer);

/** Behind a layer that is wholly dead every gradient is zero; the dead layer is the finding then. */
function isBlockedByDeadUnits({ graph, measured }: Facts): boolean {
  return graph.layers.some(({ id }) => measured(id)?.activation?.deadShare === 1);
}

function getsNothing(layer: LayerNode, facts: Facts): boolean {
  const measured = facts.measured(layer.id);
  if (!measured || measured.weights.length === 0) return false;
  return (
    measured.weights.every(isNeverReached) ||
    (isAlwaysZero(layer, facts) && !isBlockedByDeadUnits(facts))
  );
}

/** No step of any seed had a gradient: a path that is cut in the last step alone is a layer left out at random. */
const isNeverReached = ({ gradient, history }: WeightProbe): boolean =>
  !gradient && !history?.gradient && !history?.nonFinite;

function weightsOf(id: LayerId, { measured }: Facts): readonly WeightProbe[] {
  return measured(id)?.weights ?? [];
}

/** One step proves nothing: a residual branch that starts at zero gets its gradient from the second on. */
function isAlwaysZero(layer: LayerNode, { measured, probe }: Facts): boolean {
  const history = measured(layer.id)?.history.weightGradient;
  if (!history || history.length === 0 || (probe?.steps ?? 0) < 2) return false;
  return history.flat().every((rms) => rms === 0);
}
