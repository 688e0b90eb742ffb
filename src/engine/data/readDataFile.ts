import { Failure } from '../../shared/base/failures';
import { largestBytes, readBytes } from '../../workspace/files/readFile';

/** The bytes of a file of data. Rejects with a `Failure` of code `unusable-data` if it cannot be read. */
export async function readDataFile(file: string): Promise<Buffer> {
  try {
    return await readBytes(file, largestBytes.model);
  } catch (error) {
    throw error instanceof Failure ? new Failure('unusable-data', error.detail) : error;
  }
}
