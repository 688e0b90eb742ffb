import { message } from '../../../shared/words/message';
import { openBuilt } from '../../tfjs/openedModel';
import { operationNotLowered, parameterNotTold } from '../../tfjs/torchOps/lowerings';
import { torchModel } from '../../tfjs/torchOps/torchModel';
import { readRecording } from './network/describeRecording';
import type { ReadNetwork } from './network';

/** Reads a recording, and trains it with TensorFlow.js if all its operations run there. */
export const readNetwork: ReadNetwork = (recording, context) => {
  const described = readRecording(recording, context);
  const { description } = described;
  const operation = operationNotLowered(recording);
  if (operation !== undefined) {
    return { description, unsupported: message('python.not-lowered', { operation }) };
  }
  const parameter = parameterNotTold(recording);
  if (parameter !== undefined) {
    return { description, unsupported: message('python.value-not-told', { parameter }) };
  }
  const build = (seed: number) => Promise.resolve(torchModel({ recording, ...described }, seed));
  return { description, train: (seed, load) => openBuilt(build, seed, load) };
};
