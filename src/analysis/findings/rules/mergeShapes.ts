import { channelCount, mapExtents } from '../../../shared/network/axes';
import { sizeFinder, type FittingSizes } from '../../../shared/network/fittingSizes';
import type { InputRef, LayerId, LayerNode, Shape } from '../../../shared/network/network';
import { shortcutOf } from '../../../shared/network/projection';
import { disagree } from '../../../shared/network/shapes';
import type { Severity } from '../../../shared/report/findingBase';
import { outputOf } from '../../flow/featureMap';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/**
 * Additions and concatenations of branches whose shapes do not fit, and residual bodies of one channel that are
 * repeated over all channels of their shortcut.
 */
export function mergeShapeMismatch(facts: Facts): Symptom[] {
  const find = sizesIn(facts);
  return facts.graph.layers.flatMap((layer) => {
    const clash = clashOf(layer, facts);
    if (clash) {
      const shortcut = shortcutOf([clash.a.layer, clash.b.layer], inputsIn(facts));
      return [symptomOf(layer, { ...clash, ...sizesFor(clash, find), shortcut }, 'error')];
    }
    const repeated = repeatedOf(layer, facts);
    return repeated ? [symptomOf(layer, repeated, 'warning', 'repeated')] : [];
  });
}

function symptomOf(
  layer: LayerNode,
  { a, b, sizes, shortcut }: Clash,
  severity: Severity,
  variant?: 'repeated',
): Symptom {
  return {
    code: 'merge-shape-mismatch',
    layers: [layer],
    tell: () => ({
      ...(variant && { variant }),
      severity,
      evidence: {
        branches: [a.layer, b.layer],
        shapes: [a.shape, b.shape],
        ...(a.channelAxis !== undefined &&
          a.channelAxis === b.channelAxis && { channelAxis: a.channelAxis }),
        ...(sizes && { sizes }),
        ...(shortcut !== undefined && { shortcut }),
      },
    }),
  };
}

/** A shortcut of several channels and its body of one. */
function repeatedOf(layer: LayerNode, facts: Facts): Clash | undefined {
  const skip = facts.skips.items.find(({ to, kind }) => to === layer.id && kind === 'identityAdd');
  const shortcut = skip && layer.inputs[skip.slot];
  if (!shortcut || (channelsOf(shortcut, facts) ?? 1) < 2) return undefined;
  const body = layer.inputs.find(
    (input, slot) => slot !== skip.slot && channelsOf(input, facts) === 1,
  );
  return body && { a: branchOf(shortcut, facts), b: branchOf(body, facts) };
}

const channelsOf = ({ layer, output }: InputRef, facts: Facts): number | undefined =>
  channelCount(outputOf(facts.layer(layer), output));

interface Clash {
  readonly a: Branch;
  readonly b: Branch;
  readonly sizes?: FittingSizes;
  readonly shortcut?: 0 | 1 | undefined;
}

const inputsIn =
  (facts: Facts) =>
  (id: LayerId): LayerId[] =>
    facts.layer(id).inputs.map(({ layer }) => layer);

type FindSizes = (layer: LayerId) => FittingSizes | undefined;

const sizesIn = (facts: Facts): FindSizes =>
  sizeFinder<LayerId>({
    extents: (id) => mapExtents(outputOf(facts.layer(id))),
    inputs: inputsIn(facts),
  });

/** Sizes of the input that the downsamplings of both branches divide. */
function sizesFor({ a, b }: Clash, find: FindSizes): Pick<Clash, 'sizes'> {
  const found = [a, b].flatMap(({ layer }) => find(layer) ?? []);
  const [sizes] = found.sort((one, other) => other.multiple - one.multiple);
  return sizes ? { sizes } : {};
}

interface Branch {
  readonly layer: LayerId;
  readonly shape: Shape;
  readonly channelAxis: number | undefined;
}

/** The first input and the first other one that does not fit it. */
function clashOf(layer: LayerNode, facts: Facts): Clash | undefined {
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
  const { outputShape, channelAxis } = facts.layer(layer);
  return { layer, shape: outputShape[output] ?? [], channelAxis };
}
