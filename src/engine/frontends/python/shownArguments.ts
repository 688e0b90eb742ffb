import type { Json } from '../../../shared/base/json';
import type { ArgumentOrigin, RecordedArgument } from '../../../shared/protocol/python/recording';
import type { ModelArgument } from '../../../shared/report/report';

const origins = {
  user: 'user',
  default: 'default',
  annotation: 'type',
  name: 'guess',
  configuration: 'guess',
  call: 'callSite',
  captured: 'callSite',
} as const satisfies Record<ArgumentOrigin['from'], ModelArgument['origin']>;

/** The arguments that a definition was made with, as a report has them. */
export const shownArguments = (recorded: readonly RecordedArgument[]): ModelArgument[] =>
  recorded.map(({ name, text, origin }) => ({
    name,
    value: valueOf(text),
    origin: origins[origin.from],
  }));

/** Numbers, lists and texts are written alike in Python and in JSON; anything else is shown as it is written. */
function valueOf(text: string): Json {
  if (text === 'None') return null;
  if (text === 'True' || text === 'False') return text === 'True';
  try {
    return JSON.parse(text.replace(/^'([^'"\\]*)'$/, '"$1"')) as Json;
  } catch {
    return text;
  }
}
