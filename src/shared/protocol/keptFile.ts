import * as v from 'valibot';

/**
 * A file that an engine asks its host to keep for engines that start later. It writes no file itself: what it may write,
 * model code could.
 */
export interface KeptFile {
  /** One file of each kind is kept. */
  readonly kind: string;
  /** Equal for those whose bytes can stand for each other. */
  readonly key: string;
  readonly bytes: Uint8Array;
}

export const keptFileSchema: v.GenericSchema<unknown, KeptFile> = v.object({
  kind: v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/)),
  key: v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/)),
  bytes: v.instance(Uint8Array),
});

const EXTENSION = '.kept';

/** The name of the file in the folder of what is kept. */
export const keptName = ({ kind, key }: Pick<KeptFile, 'kind' | 'key'>): string =>
  `${kind}-${key}${EXTENSION}`;

/** Tells the files of a kind, by their names. */
export const isKeptName = (name: string, kind: string): boolean =>
  name.startsWith(`${kind}-`) && name.endsWith(EXTENSION);
