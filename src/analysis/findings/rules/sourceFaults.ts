import type { SourceFault } from '../../../shared/model/sourceFault';
import type { LayerNode } from '../../../shared/network/network';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/** One symptom for each line with a fault of the source; the other layers that it holds for follow the first. */
export function sourceFaults({ faults, layer }: Facts): Symptom[] {
  const byPlace = new Map<string, SourceFault[]>();
  for (const fault of faults) {
    const [at] = fault.source;
    const place = [fault.fault, at?.file, at?.line].join(' ');
    byPlace.set(place, [...(byPlace.get(place) ?? []), fault]);
  }
  return [...byPlace.values()].flatMap((found) => {
    const [first] = found;
    const layers = [...new Set(found.map((fault) => layer(fault.layer)))];
    return first ? symptomsOf({ first, found, layers, layer }) : [];
  });
}

interface Place extends Pick<Facts, 'layer'> {
  readonly first: SourceFault;
  readonly found: readonly SourceFault[];
  readonly layers: readonly LayerNode[];
}

function symptomsOf(place: Place): Symptom[] {
  switch (place.first.fault) {
    case 'in-place-before-backward':
    case 'in-place-on-shortcut':
      return inPlace(place);
    case 'broadcast-target':
      return [broadcast(place)];
    case 'in-list':
    case 'made-anew':
    case 'unread-flag':
      return [untrained(place, place.first.fault)];
  }
}

const sourceOf = ({ first: { source } }: Place) => (source[0] ? { source: source[0] } : {});

/** Weights that `parameters()` does not tell, and a flag that torch does not read. */
function untrained(place: Place, variant: 'in-list' | 'made-anew' | 'unread-flag'): Symptom {
  const parameters = place.found.reduce((sum, fault) => sum + fault.parameters, 0);
  return {
    code: 'never-trained',
    layers: place.layers,
    tell: () => ({ variant, severity: 'warning', evidence: { parameters }, ...sourceOf(place) }),
  };
}

/** A shortcut by concatenation may be meant to carry what the body begins with (pix2pix), hence `info`. */
function inPlace(place: Place): Symptom[] {
  const { first, layers, layer } = place;
  if (first.other === undefined) return [];
  const other = layer(first.other);
  const evidence = { other: other.id };
  const source = sourceOf(place);
  if (first.fault === 'in-place-before-backward') {
    const tell = () => ({ severity: 'error', evidence, ...source }) as const;
    return [{ code: 'inplace-breaks-backward', layers, tell }];
  }
  const { operation } = other;
  const isSum = operation.type === 'merge' && operation.how === 'add';
  const tell = () => ({ severity: isSum ? 'warning' : 'info', evidence, ...source }) as const;
  return [{ code: 'inplace-changes-shortcut', layers, tell }];
}

/** Each of N predictions is compared with all N targets: the best constant is their mean. */
const broadcast = (place: Place): Symptom => ({
  code: 'output-loss-mismatch',
  layers: place.layers,
  tell: () => ({ variant: 'broadcast', severity: 'warning', evidence: {}, ...sourceOf(place) }),
});
