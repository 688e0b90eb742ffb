import type { SourcePosition } from '../../../../shared/base/source';
import type { SourceFault } from '../../../../shared/model/sourceFault';
import type { LayerId } from '../../../../shared/network/network';
import type {
  ModuleCall,
  RecordedNode,
  Recording,
} from '../../../../shared/protocol/python/recording';
import type { LayersByNode } from './modelOutputs';
import { placeOf } from './positions';

const entries = (shape: readonly number[]): number =>
  shape.reduce((product, extent) => product * extent, 1);

const placesIn = (recording: Recording, made: ModuleCall['made']): SourcePosition[] =>
  made.flatMap((position) => placeOf(recording, position));

/** Weights of modules that `parameters()` does not tell: those of a list, and of modules that `forward` makes. */
export function unregisteredFaults(recording: Recording, layers: LayersByNode): SourceFault[] {
  return [...layers].flatMap(([at, { id }]): SourceFault[] => {
    const node = recording.nodes[at];
    if (!node) return [];
    const found = inList(recording, node, id);
    return found ? [found] : madeAnew(recording, node, id);
  });
}

function inList(
  recording: Recording,
  { inputs, call }: RecordedNode,
  layer: LayerId,
): SourceFault | undefined {
  const loose = inputs.flatMap((input) => {
    const parameter = 'parameter' in input && recording.parameters[input.parameter];
    return parameter && parameter.isUnregistered && !parameter.isBuffer ? [parameter] : [];
  });
  const [first] = loose;
  if (!first) return undefined;
  const made = call === null ? [] : (recording.calls[call]?.made ?? []);
  return {
    fault: 'in-list',
    layer,
    parameters: loose.reduce((sum, { shape }) => sum + entries(shape), 0),
    source: placesIn(recording, made.length > 0 ? made : first.made),
  };
}

/** In parentheses: no path of the model leads to the module. */
const isStray = ({ module, isLibrary }: ModuleCall): boolean => isLibrary && module.startsWith('(');
const isForward = /(?:^|\.)forward$/;
const weightSlots = /^(?:weight|bias)/;

function madeAnew(
  recording: Recording,
  { inputs, call, noGradient }: RecordedNode,
  layer: LayerId,
): SourceFault[] {
  const holder = call === null ? undefined : recording.calls[call];
  if (!holder || !isStray(holder) || noGradient) return [];
  const isOfRun = holder.made.some(([, , , , inFunction]) => isForward.test(inFunction));
  const parameters = inputs.reduce(
    (sum, input) =>
      'constant' in input && weightSlots.test(input.slot)
        ? sum + entries(input.constant.shape)
        : sum,
    0,
  );
  if (!isOfRun || parameters === 0) return [];
  return [{ fault: 'made-anew', layer, parameters, source: placesIn(recording, holder.made) }];
}

/** `module.requires_grad = False`: a field that torch does not read, on a module whose weights are trained. */
export function flagFaults(recording: Recording, layers: LayersByNode): SourceFault[] {
  return recording.notes.flatMap((note): SourceFault[] => {
    if (note.about !== 'flag on module' || !note.at) return [];
    const isWithin = (name: string): boolean => name.startsWith(`${note.what}.`);
    const trained = recording.parameters.flatMap(({ name, trainable, shape }, index) =>
      trainable && isWithin(name) ? [{ index, size: entries(shape) }] : [],
    );
    const indices = new Set(trained.map(({ index }) => index));
    const layer = [...layers].find(([at]) =>
      recording.nodes[at]?.inputs.some(
        (input) => 'parameter' in input && indices.has(input.parameter),
      ),
    )?.[1];
    if (!layer) return [];
    const parameters = trained.reduce((sum, { size }) => sum + size, 0);
    return [
      { fault: 'unread-flag', layer: layer.id, parameters, source: placeOf(recording, note.at) },
    ];
  });
}
