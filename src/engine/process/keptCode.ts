import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Script } from 'node:vm';
import { keptName, type KeptFile } from '../../shared/protocol/keptFile';

/** The engine's code as V8 compiled it in an earlier process, and a way to keep it for later ones. */
export interface KeptCode {
  /** `undefined` if the host keeps none for this text and this V8. */
  readonly compiled: Buffer | undefined;
  /** The file to keep once the code is warm; `undefined` if `compiled` was taken, or nothing is to be kept. */
  readonly made: (script: Script) => KeptFile | undefined;
}

/**
 * The compiled code that the host keeps in a folder. Its key names the text itself: V8 compares only the text's
 * length, its own version and its flags.
 */
export function keptCodeIn(cache: string | undefined, text: string): KeptCode {
  if (cache === undefined) return { compiled: undefined, made: () => undefined };
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const name = { kind: 'code', key: `${hash}-v8.${process.versions.v8}-${process.arch}` };
  return {
    compiled: readIfThere(path.join(cache, keptName(name))),
    made: (script) =>
      script.cachedDataRejected === false
        ? undefined
        : { ...name, bytes: script.createCachedData() },
  };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
