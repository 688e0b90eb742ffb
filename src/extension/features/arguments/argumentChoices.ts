import * as l10n from '@vscode/l10n';
import type { ModelSite } from '../../../shared/model/modelSite';
import type { SiteOverrides } from '../../../shared/protocol/overrides';
import { isShapeName } from '../../../detection/shapeNames';
import type { Json } from '../../../shared/base/json';
import type { OverrideEdit } from '../../../shared/protocol/detectionContract';
import { argumentOriginText } from '../../../shared/words/argumentOrigins';
import type { ArgumentOrigin, ModelArgument } from '../../../shared/report/report';

/** One value that can be chosen for a definition. */
export interface ArgumentChoice {
  readonly name: string;
  /** The value in force as JSON; empty if none is known. */
  readonly text: string;
  /** The source of the value in force, in words. */
  readonly origin: string;
  readonly type?: string;
  /** `true` if the value in force is a guess. */
  readonly guessed: boolean;
  /** `true` for the shape of the input, which is no argument. */
  readonly isShape: boolean;
}

const INPUT_SHAPE = 'inputShape';

export interface Chosen {
  readonly site: Pick<ModelSite, 'parameters'>;
  /** The arguments of the latest report. */
  readonly used: readonly ModelArgument[];
  readonly set: SiteOverrides;
  /** The expression of a number that the definition could not be built without. */
  readonly wanted?: string;
}

const choice = (
  name: string,
  value: Json | undefined,
  origin?: ArgumentOrigin,
): Omit<ArgumentChoice, 'isShape'> => ({
  name,
  text: value === undefined ? '' : JSON.stringify(value),
  origin: origin === undefined ? '' : argumentOriginText(origin),
  guessed: origin === 'guess',
});

function valueOf(name: string, { used, set }: Chosen): Omit<ArgumentChoice, 'isShape'> {
  if (Object.hasOwn(set.arguments, name)) {
    return choice(name, set.arguments[name], 'user');
  }
  const known = used.find((argument) => argument.name === name);
  return choice(name, known?.value, known?.origin);
}

/** Numbers that are written as expressions of data: those that are set, and the one that is wanted. */
function numberChoices(chosen: Chosen): ArgumentChoice[] {
  const { site, set, wanted } = chosen;
  const names = new Set([...Object.keys(set.arguments), ...(wanted === undefined ? [] : [wanted])]);
  for (const { name } of site.parameters) names.delete(name);
  return [...names]
    .filter((name) => !isShapeName(name))
    .map((name) => ({ ...valueOf(name, chosen), type: l10n.t('a number'), isShape: false }));
}

/**
 * The choices of a definition: every parameter, numbers that only data would give, and the shape of the input if no
 * parameter takes it.
 */
export function argumentChoices(chosen: Chosen): readonly ArgumentChoice[] {
  const { site, set } = chosen;
  const own = site.parameters.map((parameter): ArgumentChoice => {
    const base = { ...valueOf(parameter.name, chosen), isShape: false };
    const unknown = base.origin === '' && parameter.default !== undefined;
    return {
      ...base,
      ...(parameter.type !== undefined && { type: parameter.type }),
      ...(unknown && { origin: l10n.t('default: {0}', parameter.default) }),
    };
  });
  own.push(...numberChoices(chosen));
  if (own.some(({ name }) => isShapeName(name))) return own;
  const shape = choice(INPUT_SHAPE, set.inputShape, set.inputShape && 'user');
  return [...own, { ...shape, type: l10n.t('without the batch'), isShape: true }];
}

/** The value of a JSON text; `undefined` for an empty one. Throws a `SyntaxError` for any other text. */
function parse(text: string): Json | undefined {
  return text.trim() === '' ? undefined : (JSON.parse(text) as Json);
}

const isExtent = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;

/** A list of numbers may be given without brackets. */
const bracketed = (text: string): string =>
  text.trim() === '' || text.trim().startsWith('[') ? text : `[${text}]`;

/** One sentence about a text that cannot be the value of a choice; `undefined` if it can. */
export function complaint({ isShape }: ArgumentChoice, text: string): string | undefined {
  try {
    const value = parse(isShape ? bracketed(text) : text);
    if (!isShape || value === undefined) return undefined;
    return Array.isArray(value) && value.every(isExtent)
      ? undefined
      : l10n.t('A shape is a list of whole numbers above 0, such as 32, 32, 3.');
  } catch {
    return l10n.t('This is not JSON: a text is written in double quotes, a list in brackets.');
  }
}

/** The edit for a text without {@link complaint}; an empty text returns to the default or guess. */
export function editFor({ name, isShape }: ArgumentChoice, text: string): OverrideEdit {
  if (!isShape) return { arguments: { [name]: parse(text) } };
  return { inputShape: parse(bracketed(text)) as readonly number[] | undefined };
}
