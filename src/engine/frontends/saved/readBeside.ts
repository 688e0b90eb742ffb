import { dirname, join } from 'node:path';
import { toFailureInfo } from '../../../shared/base/failures';
import { isMissing, largestBytes, readBytes } from '../../../workspace/files/readFile';
import type { ReadBeside } from '../../tfjs/savedModel/savedModel';

/** Reads files by their paths from the folder of a model. */
export const readBeside =
  (modelFile: string): ReadBeside =>
  async (path) => {
    try {
      return await readBytes(join(dirname(modelFile), path), largestBytes.model, path);
    } catch (error) {
      if (isMissing(toFailureInfo(error))) return undefined;
      throw error;
    }
  };
