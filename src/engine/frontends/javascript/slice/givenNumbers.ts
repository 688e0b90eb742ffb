import { sizeExpressions } from '../../../../detection/javascript/sizeExpressions';
import type { Json } from '../../../../shared/base/json';
import type { ModelArgument } from '../../../../shared/report/report';
import type { Slice } from './slice';

type Values = Readonly<Record<string, Json>>;

/** The values among those that the user set which are of expressions, and of no parameter. */
export const givenNumbers = (
  { tree }: Slice['source'],
  set: Values,
  parameters: ReadonlySet<string>,
): Values =>
  Object.fromEntries(
    Object.entries(set).filter(
      ([name]) => !parameters.has(name) && sizeExpressions(tree, name).length > 0,
    ),
  );

/** Writes values in the place of expressions that only exist when the program runs. */
export function putNumbers({ source, edit }: Slice, values: Values): void {
  for (const [text, value] of Object.entries(values)) {
    for (const node of sizeExpressions(source.tree, text)) {
      edit.blank(node.getStart(), node.end);
      edit.insert(node.getStart(), JSON.stringify(value));
    }
  }
}

export const shownNumbers = (values: Values): ModelArgument[] =>
  Object.entries(values).map(([name, value]) => ({ name, value, origin: 'user' }));
