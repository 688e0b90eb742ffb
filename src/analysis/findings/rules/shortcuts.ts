import type { InputRef, LayerId, LayerNode } from '../../../shared/network/network';
import type { Facts } from '../facts/facts';
import { isWeighted } from '../facts/mainPaths';
import type { Symptom } from '../facts/symptom';

/** Identity shortcuts through a non-linearity: neither signal nor gradient passes unchanged. */
export function nonlinearShortcut(facts: Facts): Symptom[] {
  const layers = facts.skips.items
    .filter(({ kind }) => kind === 'identityAdd' || kind === 'projectionAdd')
    .flatMap(({ from, to, slot }) => wayBack(facts.layer(to).inputs[slot], from, facts))
    .filter(isNonlinear);
  if (layers.length === 0) return [];
  return [
    {
      code: 'nonlinear-shortcut',
      layers: [...new Set(layers)],
      tell: (left) => ({
        severity: 'warning',
        evidence: { shortcuts: left.length },
      }),
    },
  ];
}

/** Additions of a tensor to itself, one side direct and the other through nothing that learns. */
export function emptyShortcut(facts: Facts): Symptom[] {
  const layers = facts.graph.layers.filter((layer) => addsToItself(layer, facts));
  if (layers.length === 0) return [];
  return [
    {
      code: 'empty-shortcut',
      layers,
      tell: (left) => ({
        severity: 'warning',
        evidence: { merges: left.length },
      }),
    },
  ];
}

/** The layers between an input of a merge and the fork, walking back through single inputs. */
function wayBack(input: InputRef | undefined, fork: LayerId, facts: Facts): LayerNode[] {
  const way: LayerNode[] = [];
  let at = input;
  while (at && at.layer !== fork) {
    const layer = facts.layer(at.layer);
    way.push(layer);
    at = layer.inputs.length === 1 ? layer.inputs[0] : undefined;
  }
  return at ? way : [];
}

function isNonlinear({ operation }: LayerNode): boolean {
  return (
    (operation.type === 'activation' || operation.type === 'transform') &&
    !operation.activation.linear
  );
}

function addsToItself({ operation, inputs }: LayerNode, facts: Facts): boolean {
  if (operation.type !== 'merge' || (operation.how !== 'add' && operation.how !== 'average')) {
    return false;
  }
  return inputs.some((direct, i) =>
    inputs.some((other, k) => k !== i && comesUnlearned(other, direct.layer, facts)),
  );
}

/**
 * Checks whether a value comes from a fork through single inputs and nothing that learns. A constant factor on the
 * way makes it a formula, as GELU's `x + c·x³`, and pooling a blend with the neighbourhood, as in a cell of NASNet
 * (Zoph et al. 2018): neither is a block that lost its layers.
 */
function comesUnlearned(input: InputRef, fork: LayerId, facts: Facts): boolean {
  if (input.layer === fork) return true;
  const way = wayBack(input, fork, facts);
  return way.length > 0 && !way.some((layer) => isWeighted(layer) || changesValues(layer));
}

const changesValues = ({ operation }: LayerNode): boolean =>
  operation.type === 'pool' || (operation.type === 'passive' && operation.effect === 'scale');
