import type { Message } from '../base/message';

/** Wraps a text from elsewhere in a message that shows it unchanged. */
export const asWritten = (text: string): Message => ({
  code: 'report.as-written',
  values: { text },
});
