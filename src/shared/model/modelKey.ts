import * as v from 'valibot';

/** Names one model: a definition in a document, or a saved model, which is a whole file. */
export interface ModelKey {
  /** The document's URI. */
  readonly document: string;
  /** The definition's name in the document; empty for a saved model. */
  readonly name: string;
}

export const modelKey = v.object({ document: v.string(), name: v.string() });

/** The key in a value that comes from outside and may hold more; `undefined` if there is none. */
export function readModelKey(value: unknown): ModelKey | undefined {
  const read = v.safeParse(modelKey, value);
  return read.success ? read.output : undefined;
}
