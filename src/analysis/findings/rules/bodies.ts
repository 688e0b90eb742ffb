import type { InputRef, LayerNode } from '../../../shared/network/network';
import type { Facts } from '../facts/facts';
import { endOf } from '../facts/outputs';
import type { Symptom } from '../facts/symptom';

const isSum = ({ operation }: LayerNode): boolean =>
  operation.type === 'merge' && operation.how === 'add';
const isSame = (a: InputRef, b: InputRef): boolean => a.layer === b.layer && a.output === b.output;

/** Sums of a tensor and of a sum that holds the same tensor: it counts twice, and the signal doubles. */
export function doubledShortcut(facts: Facts): Symptom[] {
  const layers = facts.graph.layers.filter((layer) => isSum(layer) && doubledIn(layer, facts));
  const [first, last] = [layers[0], layers.at(-1)];
  if (!first || !last) return [];
  const growth = growthBetween(first, last, facts);
  return [
    {
      code: 'doubled-shortcut',
      layers,
      tell: (left) => ({
        severity: 'warning',
        evidence: { merges: left.length, ...(growth !== undefined && { growth }) },
      }),
    },
  ];
}

/** The tensor that a sum and one of its inputs, a sum itself, both add. */
function doubledIn({ inputs }: LayerNode, facts: Facts): InputRef | undefined {
  const sums = inputs.map(({ layer }) => facts.layer(layer)).filter(isSum);
  return inputs.find((input) => sums.some((sum) => sum.inputs.some((one) => isSame(one, input))));
}

/** Spread of the last sum ÷ that of what is added first, in the first step. */
function growthBetween(first: LayerNode, last: LayerNode, facts: Facts): number | undefined {
  const added = doubledIn(first, facts);
  const [before, after] = [added?.layer, last.id].map(
    (id) => id && facts.measured(id)?.history.std?.[0]?.[0],
  );
  return before && after ? after / before : undefined;
}

/** Additive skips whose body ends in a rectifier: it can only add, never subtract (He et al. 2016). */
export function oneSidedBody(facts: Facts): Symptom[] {
  const ends = facts.skips.items
    .filter(({ kind }) => kind === 'identityAdd' || kind === 'projectionAdd')
    .flatMap(({ to, slot }) => bodyEnds(facts.layer(to), slot, facts));
  if (ends.length === 0) return [];
  return [
    {
      code: 'one-sided-body',
      layers: [...new Set(ends)],
      tell: (left) => ({ severity: 'info', evidence: { bodies: left.length } }),
    },
  ];
}

function bodyEnds(merge: LayerNode, slot: number, facts: Facts): LayerNode[] {
  return merge.inputs.flatMap((input, i) => {
    const end = i === slot ? undefined : endOf(input.layer, facts.layer);
    return end?.curve === 'rectifier' ? [end.layer] : [];
  });
}

/** Gates that are shut, or wide open, for nearly all units in the first step (Srivastava et al. 2015). */
export function saturatedGate(facts: Facts): Symptom[] {
  const limit = facts.thresholds.gateShare;
  const openness = ({ id }: LayerNode): number => {
    const means = (facts.measured(id)?.history.mean ?? []).flatMap(([first]) => first ?? []);
    return means.length > 0 ? means.reduce((sum, mean) => sum + mean, 0) / means.length : 0.5;
  };
  const isStuck = (open: number): boolean => open < limit.value || open > 1 - limit.value;
  const layers = facts.graph.layers.filter(
    (layer) => isGate(layer, facts) && isStuck(openness(layer)),
  );
  if (layers.length === 0) return [];
  return [
    {
      code: 'saturated-gate',
      layers,
      tell: ([first]) => ({
        variant: openness(first) < limit.value ? 'shut' : 'open',
        severity: 'warning',
        evidence: { open: openness(first) },
        limits: [limit],
      }),
    },
  ];
}

/** A sigmoid that something is multiplied by, or by what it leaves of 1. */
function isGate(layer: LayerNode, facts: Facts): boolean {
  const { operation } = layer;
  const bends = operation.type === 'activation' || operation.type === 'transform';
  if (!bends || operation.activation.curve !== 'sigmoid') return false;
  return facts.consumers(layer.id).some((next) => multiplies(next));
}

const multiplies = ({ operation }: LayerNode): boolean =>
  operation.type === 'merge' && operation.how === 'multiply';
