import { Failure } from '../../shared/base/failures';
import { message } from '../../shared/words/message';
import { largestBytes, readBytes } from '../../workspace/files/readFile';
import { unusable } from './numberArray';

/** The bytes of a file of data. Rejects with a `Failure` of code `unusable-data` where it cannot be read. */
export async function readDataFile(file: string): Promise<Buffer> {
  try {
    return await readBytes(file, largestBytes.model);
  } catch (error) {
    const isSaid = error instanceof Failure && typeof error.detail !== 'string';
    throw unusable(isSaid ? error.detail : message('data.unreadable-file', { file }));
  }
}
