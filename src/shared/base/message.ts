/** The value of a placeholder: inserted as it is, or a nested message with a sentence of its own. */
export type MessageValue = string | number | boolean | Message | readonly MessageValue[];

/**
 * A message for people: a stable code and the values of its sentence. `shared/words` turns it into one whole
 * sentence in the reader's language when it is shown; no code depends on that sentence.
 */
export interface Message {
  readonly code: string;
  readonly values?: { readonly [name: string]: MessageValue };
}

/** Tells whether a value from another process or a file is a message. */
export const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
