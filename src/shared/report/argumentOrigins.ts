import type { ArgumentOrigin } from './report';

/** Where the value of an argument comes from, in the words of every view. */
export const argumentOrigins: Readonly<Record<ArgumentOrigin, string>> = {
  user: 'chosen',
  callSite: 'from a call in the workspace',
  default: 'default',
  type: 'from its type',
  guess: 'guessed',
};
