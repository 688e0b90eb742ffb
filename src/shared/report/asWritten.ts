import type { Message } from '../base/message';

/** A text that was made elsewhere, as a message that shows it as it is. */
export const asWritten = (text: string): Message => ({
  code: 'report.as-written',
  values: { text },
});
