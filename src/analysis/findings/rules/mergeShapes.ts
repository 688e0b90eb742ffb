import type { InputRef, LayerId, LayerNode, Shape } from '../../../shared/network/network';
import { disagree } from '../../../shared/network/shapes';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/** Additions and concatenations of branches whose shapes do not fit. */
export function mergeShapeMismatch(facts: Facts): Symptom[] {
  return facts.graph.layers.flatMap((layer) => {
    const clash = clashOf(layer, facts);
    if (!clash) return [];
    const { a, b } = clash;
    return [
      {
        code: 'merge-shape-mismatch' as const,
        layers: [layer],
        tell: () => ({
          severity: 'error' as const,
          evidence: {
            branches: [a.layer, b.layer] as const,
            shapes: [a.shape, b.shape] as const,
          },
        }),
      },
    ];
  });
}

interface Branch {
  readonly layer: LayerId;
  readonly shape: Shape;
}

/** The first input and the first other one that does not fit it. */
function clashOf(layer: LayerNode, facts: Facts): { a: Branch; b: Branch } | undefined {
  const fits = fitOf(layer);
  const [a, ...others] = layer.inputs.map((input) => branchOf(input, facts));
  const b = a && fits && others.find((other) => !fits(a.shape, other.shape));
  return a && b && { a, b };
}

type Fits = (a: Shape, b: Shape) => boolean;

function fitOf({ operation }: LayerNode): Fits | undefined {
  if (operation.type !== 'merge') return undefined;
  if (operation.how === 'concat') return (a, b) => fitsBeside(a, b, operation.axis);
  const elementwise = ['add', 'subtract', 'average'].includes(operation.how);
  return elementwise ? fitsElementwise : undefined;
}

function fitsBeside(a: Shape, b: Shape, axis: number): boolean {
  return a.length === b.length && a.every((extent, i) => i === axis || !disagree(extent, b[i]));
}

/** Extents agree from the last axis on, or one of them is 1 and is broadcast. */
function fitsElementwise(a: Shape, b: Shape): boolean {
  const shared = Math.min(a.length, b.length) - 1;
  return Array.from({ length: shared }, (_, i) => -1 - i).every(
    (axis) => a.at(axis) === 1 || b.at(axis) === 1 || !disagree(a.at(axis), b.at(axis)),
  );
}

function branchOf({ layer, output }: InputRef, facts: Facts): Branch {
  return { layer, shape: facts.layer(layer).outputShape[output] ?? [] };
}
