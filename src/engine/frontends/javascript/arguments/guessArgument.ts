import type ts from 'typescript';
import type { FunctionNode } from '../../../../detection/javascript/owners';
import { Failure } from '../../../../shared/base/failures';
import type { Json } from '../../../../shared/base/json';
import { ownValue } from '../../../../shared/base/ownValue';
import type { ModelArgument } from '../../../../shared/report/report';
import { message } from '../../../../shared/words/message';
import type { ModuleSource } from '../slice/moduleSource';
import { declaredAmong } from './declared';
import { factoryFor } from './factories';
import { guessValue } from './guesses';
import { takesModel, takesSymbolic } from './modelParameter';
import type { TypeMember } from './objectMembers';
import { Pending, type Placeholder } from './placeholders';
import { usageOf } from './usage';

/** The value of one parameter; `undefined` leaves it to the default in the code. */
export interface Passed {
  readonly value: unknown;
  readonly shown: readonly ModelArgument[];
}

/** A parameter that nothing sets. */
export interface Unset {
  readonly name: string;
  readonly type: string | undefined;
  /** Properties that its type declares. */
  readonly members: ReadonlyMap<string, TypeMember>;
  readonly atCalls: readonly (ts.Expression | undefined)[];
}

/** The function around a guess, and the values that the user set. */
export interface Guessing {
  readonly node: FunctionNode;
  readonly source: ModuleSource;
  /** Classes whose members use what a constructor keeps. */
  readonly classes: readonly ts.ClassLikeDeclaration[];
  readonly shape: () => readonly number[];
  /** Values that the user set, also for properties of an argument. */
  readonly set: Readonly<Record<string, Json>>;
  /** The page, a server or a promise calls it: only its own code tells the types of its arguments. */
  readonly isCallback: boolean;
  /** The definition only builds, and so needs a real model if it takes one. */
  readonly onlyBuilds: boolean;
}

export const show = (name: string, value: Json, origin: ModelArgument['origin']): Passed => ({
  value,
  shown: [{ name, value, origin }],
});

const pending = (placeholder: Placeholder): Passed => ({
  value: new Pending(placeholder),
  shown: [],
});
const unknown = (name: string): Passed => pending({ kind: 'unknown', what: name });

/** The class or function that calls pass for a parameter which is called. */
function declaredFor({ name, atCalls }: Unset, { source }: Guessing): Passed | undefined {
  const declared = declaredAmong(atCalls, source);
  if (declared === undefined) return undefined;
  const { value } = pending({ kind: 'declared', name: declared });
  return { value, shown: [{ name, value: declared, origin: 'callSite' }] };
}

function modelFor({ name, atCalls }: Unset, { node, source, onlyBuilds }: Guessing): Passed {
  const factory = factoryFor(name, atCalls, node, source);
  if (factory) {
    const value = new Pending({ kind: 'model', factory: factory.name });
    return { value, shown: [{ name, value: `${factory.name}()`, origin: 'guess' }] };
  }
  if (!onlyBuilds) return unknown(name);
  throw new Failure('unbuildable', message('javascript.takes-model', { name }));
}

/** Guesses an object by its properties; one that nothing hints at becomes a stand-in. */
function objectFor(
  { name, members }: Unset,
  properties: readonly string[],
  guessing: Guessing,
): Passed {
  const value: Record<string, unknown> = {};
  const known: Record<string, Json> = {};
  for (const property of properties) {
    const member = members.get(property);
    if (member?.optional === true && ownValue(guessing.set, property) === undefined) continue;
    const guess = ownValue(guessing.set, property) ?? plainGuess(property, member?.type, guessing);
    value[property] = guess ?? new Pending({ kind: 'unknown', what: `${name}.${property}` });
    if (guess !== null) known[property] = guess;
  }
  const hasGuess = Object.keys(known).length > 0;
  return { value, shown: hasGuess ? [{ name, value: known, origin: 'guess' }] : [] };
}

function plainGuess(
  name: string,
  type: string | undefined,
  { node, classes, shape }: Guessing,
): Json {
  const usage = usageOf(name, node, classes);
  return usage.called ? null : guessValue({ name, type, usage, shape });
}

/** Guesses an argument from its type, its use and its name. Throws a `Failure` if only a model would do. */
export function guessArgument(unset: Unset, guessing: Guessing): Passed {
  const { name, type, members } = unset;
  if (guessing.isCallback) return unknown(name);
  const usage = usageOf(name, guessing.node, guessing.classes);
  if (takesModel(name, type, usage)) return modelFor(unset, guessing);
  if (takesSymbolic(type, usage)) {
    const shape = guessing.shape();
    const { value } = pending({ kind: 'symbolic', shape });
    return { value, shown: [{ name, value: shape, origin: 'guess' }] };
  }
  const properties = members.size > 0 ? [...members.keys()] : usage.properties;
  if (properties.length > 0) return objectFor(unset, properties, guessing);
  const value = plainGuess(name, type, guessing);
  if (value !== null) return show(name, value, 'guess');
  return declaredFor(unset, guessing) ?? unknown(name);
}
