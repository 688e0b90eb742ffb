import type { SourcePosition } from '../../../../shared/base/source';
import type { KerasRecording } from '../../../../shared/protocol/python/kerasRecording';
import type { RecordedPosition } from '../../../../shared/protocol/python/recording';
import type { SourceCall } from '../../../tfjs/layersModel/callGroups';

interface Named {
  readonly name: string;
}

/** The places of layers, by their names and the numbers of their calls. */
export interface LayerPlaces {
  /** Positions of a call, its callers, then of the layer's construction; none for a layer that the code does not name. */
  sourceOf(layer: Named, call: number): SourcePosition[];
  /** The calls of functions that a call stands in, outermost first. */
  callsOf(layer: Named, call: number): readonly SourceCall[];
}

const isSame = (a: SourcePosition, b: SourcePosition): boolean =>
  a.file === b.file && a.line === b.line && a.column === b.column;

export function layerPlaces({ files, layers, functions }: KerasRecording): LayerPlaces {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const named = functions.map((name): SourceCall => ({ name }));
  const placeOf = ([file, line, column]: RecordedPosition): SourcePosition[] => {
    const name = files[file];
    return name === undefined ? [] : [{ file: name, line, column: Math.max(1, column) }];
  };
  const callOf = ({ name }: Named, call: number) => {
    const calls = byName.get(name)?.calls ?? [];
    return calls[call] ?? calls.at(-1);
  };
  return {
    sourceOf: (layer, call) => {
      const made = byName.get(layer.name)?.made ?? [];
      const places = [...(callOf(layer, call)?.at ?? []), ...made].flatMap(placeOf);
      return places.filter(
        (one, index) => places.findIndex((other) => isSame(one, other)) === index,
      );
    },
    callsOf: (layer, call) => (callOf(layer, call)?.within ?? []).flatMap((at) => named[at] ?? []),
  };
}
