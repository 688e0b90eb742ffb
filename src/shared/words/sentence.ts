import * as l10n from '@vscode/l10n';
import type { Message, MessageValue } from '../base/message';
import { catalogue } from './catalogue';

type Sentence = (values: Readonly<Record<string, unknown>>) => string;

/** A value as it stands in a sentence. */
const textOf = (value: MessageValue): string | number => {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return 'code' in value ? sentenceOf(value) : value.map(textOf).join(', ');
};

/** A reason as it is shown: as it came, or the sentence of its message. */
export const reasonText = (reason: string | Message): string =>
  typeof reason === 'string' ? reason : sentenceOf(reason);

/** One whole sentence in the reader's language. A code of another version of SkipScope is named as it is. */
export function sentenceOf({ code, values = {} }: Message): string {
  const sentence = Object.hasOwn(catalogue, code)
    ? ((catalogue as Readonly<Record<string, unknown>>)[code] as Sentence)
    : undefined;
  if (!sentence) return l10n.t('Another version of SkipScope explains this: {0}.', code);
  const texts = Object.entries(values).map(([name, value]) => [name, textOf(value)]);
  return sentence(Object.fromEntries(texts) as Record<string, string | number>);
}
