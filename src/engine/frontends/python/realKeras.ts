import type { KerasRecording } from '../../../shared/protocol/python/kerasRecording';
import type { RecordAnswer } from '../../../shared/protocol/python/pythonContract';
import type { OpenedModel } from '../../model/openedModel';
import { HelperFailure, HelperGone } from './interpreter/helper';
import { inNotebook } from './notebook';
import { refused, type RealRun } from './realTorch';

/** Opens the topology that real Keras wrote; `load` is the time that it took. */
export type OpenTopology = (keras: KerasRecording, load: number) => Promise<OpenedModel>;

/**
 * A Keras model as the user's own Keras draws it, which TensorFlow.js trains. `undefined` where the Python has no Keras, or
 * the embedded one has the better answer. Rejects with a `Failure` where nothing else is left.
 */
export async function openRealKeras(
  run: RealRun,
  open: OpenTopology,
): Promise<OpenedModel | undefined> {
  const answer = await answerOf(run);
  if (!answer || 'recording' in answer) return undefined;
  if ('failure' in answer) return refused(answer, run.embedded, run.source);
  return open(answer.keras, performance.now() - run.started);
}

async function answerOf(run: RealRun): Promise<RecordAnswer | undefined> {
  const { prepared, request, allowNetwork, joined } = run;
  try {
    const answer = await prepared.helper.record(request, { allowNetwork, isKeras: true });
    return joined ? inNotebook(answer, request.file, joined) : answer;
  } catch (error) {
    if (error instanceof HelperGone || error instanceof HelperFailure) return undefined;
    throw error;
  }
}
