import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import { largestBytes, readBytes } from '../../../workspace/files/readFile';
import { reportPath } from '../../../workspace/reportPath';
import type { Subject } from '../../model/subject';

type Request = Pick<
  InspectRequest,
  'root' | 'file' | 'text' | 'site' | 'arguments' | 'inputShape' | 'allowNetwork'
> & { readonly probe?: object | null };

/** Reads a file; rejects if it cannot be read. */
export type ReadFile = (file: string) => Promise<Uint8Array>;

/**
 * The subject of a request: the text that comes with it, or the bytes of its file. Rejects with a `Failure`
 * of code `file-not-found`.
 */
export async function readSubject(
  request: Request,
  read: ReadFile = (file) => readBytes(file, largestBytes.model, reportPath(file, request.root)),
): Promise<Subject> {
  const { root, file, text, site, arguments: set, inputShape, allowNetwork, probe } = request;
  const content = text ?? (await read(file));
  return {
    root,
    file,
    content,
    site,
    arguments: set,
    ...(inputShape && { inputShape }),
    ...(probe === null && { isProbed: false }),
    ...(allowNetwork !== undefined && { allowNetwork }),
  };
}
