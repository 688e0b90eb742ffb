import type { OutputLoss } from '../../analysis/findings/facts/outputs';
import type { ProbeOptions } from '../../shared/protocol/inspectRequest';
import type { ModelDescription } from '../model/modelDescription';
import { chooseTraining } from './trainingSetup';

/**
 * The losses of a model's outputs: those that a probe trains with; without one those it was compiled with. Nobody
 * chose one for an output that only stands in the model's file.
 */
export function outputLosses(
  model: ModelDescription,
  options: Pick<ProbeOptions, 'loss'> | null,
): OutputLoss[] {
  const { losses } = chooseTraining(model, options ?? {});
  const compiled = model.compiled?.isOfFile ? 'probe' : 'model';
  const chosen = options?.loss === undefined ? 'probe' : 'user';
  return model.outputs.flatMap(({ layer }, i): OutputLoss[] => {
    const loss = losses[i];
    return loss ? [{ layer, name: loss.name, origin: loss.isCompiled ? compiled : chosen }] : [];
  });
}
