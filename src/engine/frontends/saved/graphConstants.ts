import { dispose, type NamedTensorMap } from '@tensorflow/tfjs-core';
import type { Shape } from '../../../shared/network/network';
import type { GraphNode } from './graphNodes';
import { isObject, listAt, textAt } from './jsonValues';

/** The constants of a frozen program, by node. */
export interface GraphConstants {
  /** The constant that a node is or passes on. */
  origin(node: string): string | undefined;
  shape(node: string): Shape | undefined;
  /** The shape of a constant that multiplies or is added: numbers with a fraction. */
  weightShape(node: string): Shape | undefined;
  /** Entries of a constant of whole numbers, which says how a node works. */
  values(node: string): readonly number[] | undefined;
}

/** A constant that passes through is the same constant. */
function sources(nodes: readonly GraphNode[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, op } of nodes) if (op === 'Const') found.set(name, name);
  let size = -1;
  while (size !== found.size) {
    size = found.size;
    for (const { name, op, inputs } of nodes) {
      const from = found.get(inputs[0]?.node ?? '');
      if (op === 'Identity' && from !== undefined) found.set(name, from);
    }
  }
  return found;
}

function integers(weights: NamedTensorMap | undefined): ReadonlyMap<string, readonly number[]> {
  const found = Object.entries(weights ?? {})
    .filter(([, value]) => value.dtype === 'int32')
    .map(([name, value]): [string, number[]] => [name, [...value.dataSync()]]);
  if (weights) dispose(weights);
  return new Map(found);
}

interface Spec {
  readonly shape: readonly number[];
  readonly dtype: string | undefined;
}

function specsIn(manifest: readonly unknown[]): ReadonlyMap<string, Spec> {
  const specs = manifest.flatMap((group) => listAt(group, 'weights'));
  return new Map(
    specs
      .filter(isObject)
      .map((spec): [string, Spec] => [
        textAt(spec, 'name') ?? '',
        { shape: listAt(spec, 'shape').map(Number), dtype: textAt(spec, 'dtype') },
      ]),
  );
}

/** Collects the constants; takes over `weights`, which are missing where their files are. */
export function constantsOf(
  nodes: readonly GraphNode[],
  manifest: readonly unknown[],
  weights: NamedTensorMap | undefined,
): GraphConstants {
  const origin = sources(nodes);
  const specs = specsIn(manifest);
  const values = integers(weights);
  const spec = (node: string): Spec | undefined => specs.get(origin.get(node) ?? '');
  return {
    origin: (node) => origin.get(node),
    shape: (node) => spec(node)?.shape,
    weightShape: (node) => (spec(node)?.dtype === 'float32' ? spec(node)?.shape : undefined),
    values: (node) => values.get(origin.get(node) ?? ''),
  };
}
