/** What fills a place of a sentence: a value as it is, or a message that stands in it as a sentence of its own. */
export type MessageValue = string | number | boolean | Message | readonly MessageValue[];

/**
 * Something to be said, as a stable code and the values of its sentence. `shared/words` makes one whole
 * sentence of it, in the reader's language, where it is shown; no code decides on that sentence.
 */
export interface Message {
  readonly code: string;
  readonly values?: { readonly [name: string]: MessageValue };
}

/** Whether something that arrived from elsewhere is a message. */
export const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
