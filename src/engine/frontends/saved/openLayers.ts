import type { Message } from '../../../shared/base/message';
import type { NotMeasured } from '../../../shared/report/report';
import { seedRandom } from '../../tfjs/built/seedRandom';
import type { BuildModel } from '../../tfjs/built/builtModel';
import { readLayersModel } from '../../tfjs/layersModel/readLayersModel';
import { makeSavedModel } from '../../tfjs/savedModel/makeSavedModel';
import type { SavedFile } from './savedFile';
import type { SavedLayers } from './savedFormat';

const drawnWeights = (reason: Message): NotMeasured => ({ quantity: 'savedWeights', reason });

const notMeasured = (all: readonly NotMeasured[]) => (all.length > 0 ? { notMeasured: all } : {});

/** Builds the layers of a file, with weights drawn for the seed if the file does not hold them. */
export const buildLayers =
  (content: SavedLayers, file: SavedFile): BuildModel =>
  async (seed) => {
    const restore = seedRandom(seed);
    try {
      const { model, drawn, gaps } = await makeSavedModel(content.model);
      return readLayersModel(model, {
        name: file.modelName,
        source: file.top,
        arguments: [],
        initialisation: drawn === undefined ? 'saved' : 'random',
        sourceOf: ({ name }) => [content.sourceOf(name)],
        ...notMeasured([...(drawn === undefined ? [] : [drawnWeights(drawn)]), ...gaps]),
      });
    } finally {
      restore();
    }
  };
