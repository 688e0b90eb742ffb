import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { ModelDescription } from '../../model/modelDescription';
import { tensorflow } from '../../opGraph/dialects/tensorflow';
import type { Program } from '../../opGraph/program';
import { readProgram } from '../../opGraph/readProgram';
import type { SavedFile } from './savedFile';

/** Describes a frozen program, which has shapes and skip connections and cannot be trained. Throws a `Failure`. */
export function describeProgram(program: Program, file: SavedFile): ModelDescription {
  const { graph, unknownShapes } = readProgram(program, tensorflow);
  if (graph.layers.length === 0) throw new Failure('not-a-model-file', message('saved.no-nodes'));
  const gap = message('notMeasured.unread-shapes', { count: unknownShapes });
  return {
    name: file.modelName,
    framework: 'tfjs',
    source: file.top,
    arguments: [],
    graph,
    inputs: [],
    outputs: [],
    weights: [],
    nonlinearities: new Map(),
    initialisation: 'saved',
    cannotRun: message('saved.frozen'),
    ...(unknownShapes > 0 && { notMeasured: [{ quantity: 'shapes', reason: gap }] }),
  };
}
