import type { JsonObject } from '../../../../shared/base/jsonValues';
import { objectAt, textAt } from '../../../../shared/base/jsonValues';
import type { KerasRecording } from '../../../../shared/protocol/python/kerasRecording';
import { seedRandom } from '../../../tfjs/built/seedRandom';
import type { BuildModel, BuiltModel } from '../../../tfjs/built/builtModel';
import { readLayersModel } from '../../../tfjs/layersModel/readLayersModel';
import { openBuilt } from '../../../tfjs/openedModel';
import { compiledKeras, kerasLoss } from '../../../tfjs/savedModel/compiledKeras';
import { makeSavedModel } from '../../../tfjs/savedModel/makeSavedModel';
import type { SavedModel } from '../../../tfjs/savedModel/savedModel';
import type { OpenKeras, RecordingContext } from '../network';
import { layerPlaces } from './layerPlaces';
import { withRefusedCall } from './withRefusedCall';

/** A topology without weights: they start as its initialisers say. */
const savedModel = (topology: JsonObject): SavedModel => ({
  className: textAt(topology, 'class_name') ?? '',
  config: objectAt(topology, 'config') ?? {},
  weights: { layout: 'manifest', manifest: [] },
  readBeside: () => Promise.resolve(undefined),
});

const buildKeras =
  (recording: KerasRecording, context: RecordingContext): BuildModel =>
  async (seed) => {
    const restore = seedRandom(seed);
    try {
      const { model, gaps } = await makeSavedModel(savedModel(recording.topology));
      const missing = [...(context.notMeasured ?? []), ...gaps];
      const built = readLayersModel(model, {
        ...context,
        initialisation: 'random',
        ...layerPlaces(recording),
        ...(missing.length > 0 && { notMeasured: missing }),
      });
      return inKeras(built, recording, model.outputNames);
    } finally {
      restore();
    }
  };

function inKeras(
  built: BuiltModel,
  { training }: KerasRecording,
  outputs: readonly string[],
): BuiltModel {
  const compiled = compiledKeras(training, outputs);
  return {
    ...built,
    framework: 'keras',
    namedLoss: kerasLoss,
    ...(compiled && { compiled }),
    dispose: () => {
      built.dispose();
      compiled?.optimizer?.dispose();
    },
  };
}

/** Opens a recording of Keras: its layers are those of a saved model, its places those of the code. */
export const openKeras: OpenKeras = async (recording, context, { seed, load }) => {
  const opened = await openBuilt(buildKeras(recording, context), seed, load);
  return { ...opened, description: withRefusedCall(opened.description, recording) };
};
