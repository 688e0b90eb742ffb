import type { LayersModelContext } from '../../../../src/engine/tfjs/layersModel/readLayersModel';

/** The context of a model that a test makes itself: no source, no arguments. */
export const testContext: LayersModelContext = {
  name: 'model',
  source: { file: 'model.ts', line: 1, column: 1 },
  arguments: [],
  initialisation: 'random',
  sourceOf: () => [],
};
