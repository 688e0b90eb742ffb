import ts from 'typescript';
import type { FunctionNode } from '../../../../detection/owners';
import { parametersOf } from '../../../../detection/parameters';
import type { Json } from '../../../../shared/base/json';
import type { ModelArgument } from '../../../../shared/report/report';
import type { ModuleSource } from '../moduleSource';
import { callsOf } from './callSites';
import { guessValue, isShapeName } from './guesses';
import { literalOf } from './literals';
import { objectMembers } from './objectMembers';
import { usageOf } from './usage';

/** What the user set for a site. */
export interface Wishes {
  readonly arguments: Readonly<Record<string, Json>>;
  readonly inputShape: readonly number[] | undefined;
  /** The shape to try for an input of unknown shape. */
  triedShape(): readonly number[];
}

/** Passed where nothing hints at a value: the builder puts a stand-in there. */
export const unknownValue = Symbol('unknown');

/** The value of one parameter; `undefined` leaves it to the default in the code. */
export interface Passed {
  readonly value: unknown;
  readonly shown: readonly ModelArgument[];
}

/** One thing that a function takes, whether by position or as a property. */
interface Wanted {
  readonly name: string;
  readonly type: string | undefined;
  readonly preset: ts.Expression | undefined;
  readonly optional: boolean;
  readonly atCalls: readonly (ts.Expression | undefined)[];
}

/** Chooses values for the parameters of one function. */
class Chooser {
  constructor(
    private readonly node: FunctionNode,
    private readonly source: ModuleSource,
    private readonly wishes: Wishes,
  ) {}

  choose(): Passed[] {
    const calls = callsOf(this.node, this.source.tree);
    return this.node.parameters
      .filter(({ name }) => name.getText() !== 'this')
      .map((parameter, index) => {
        const atCalls = calls.map((call) => call[index]);
        return ts.isObjectBindingPattern(parameter.name)
          ? this.pattern(parameter.name, parameter, atCalls)
          : this.plain(parameter, atCalls);
      });
  }

  private plain(parameter: ts.ParameterDeclaration, atCalls: Wanted['atCalls']): Passed {
    const [described] = parametersOf({ parameters: [parameter] } as unknown as FunctionNode);
    if (!described || parameter.dotDotDotToken) return { value: undefined, shown: [] };
    return this.one({
      name: described.name,
      type: described.type,
      preset: parameter.initializer,
      optional: parameter.questionToken !== undefined,
      atCalls,
    });
  }

  private pattern(
    { elements }: ts.ObjectBindingPattern,
    parameter: ts.ParameterDeclaration,
    atCalls: Wanted['atCalls'],
  ): Passed {
    const types = objectMembers(parameter.type, this.source);
    const value: Record<string, unknown> = {};
    const shown: ModelArgument[] = [];
    for (const element of elements) {
      if (element.dotDotDotToken) continue;
      const name = (element.propertyName ?? element.name).getText();
      const passed = this.one({
        name,
        type: types.get(name)?.type,
        preset: element.initializer,
        optional: types.get(name)?.optional === true,
        atCalls: atCalls.map((argument) => propertyOf(argument, name)),
      });
      if (passed.value !== undefined) value[name] = passed.value;
      shown.push(...passed.shown);
    }
    return { value, shown };
  }

  private one(wanted: Wanted): Passed {
    return (
      this.fromUser(wanted) ??
      this.fromCalls(wanted) ??
      this.fromDefault(wanted) ??
      this.guess(wanted)
    );
  }

  private fromUser({ name }: Wanted): Passed | undefined {
    const { arguments: set, inputShape } = this.wishes;
    const value = Object.hasOwn(set, name) ? set[name] : isShapeName(name) ? inputShape : undefined;
    return value === undefined ? undefined : show(name, value, 'user');
  }

  private fromCalls({ name, atCalls }: Wanted): Passed | undefined {
    for (const argument of atCalls) {
      const literal = argument && literalOf(argument, this.source.checker);
      if (literal) return show(name, literal.value, 'callSite');
    }
    return undefined;
  }

  private fromDefault({ name, preset, optional }: Wanted): Passed | undefined {
    if (!preset) return optional ? { value: undefined, shown: [] } : undefined;
    const literal = literalOf(preset, this.source.checker);
    const shown = literal ? show(name, literal.value, 'default').shown : [];
    return { value: undefined, shown };
  }

  private guess({ name, type }: Wanted): Passed {
    const usage = usageOf(name, this.node);
    const members = typeMembers(type, name, this.node, this.source);
    const shape = (): readonly number[] => this.wishes.triedShape();
    if (members.size === 0 && usage.properties.length === 0) {
      const value = guessValue({ name, type, usage, shape });
      return value === null ? { value: unknownValue, shown: [] } : show(name, value, 'guess');
    }
    const names = members.size > 0 ? [...members.keys()] : usage.properties;
    const value: Record<string, Json> = {};
    for (const member of names) {
      const known = members.get(member);
      const set = this.wishes.arguments[member];
      if (set !== undefined) value[member] = set;
      else if (known?.optional !== true) {
        value[member] = guessValue({
          name: member,
          type: known?.type,
          usage: usageOf(member, this.node),
          shape,
        });
      }
    }
    return show(name, value, 'guess');
  }
}

const show = (name: string, value: Json, origin: ModelArgument['origin']): Passed => ({
  value,
  shown: [{ name, value, origin }],
});

const typeMembers = (
  type: string | undefined,
  name: string,
  node: FunctionNode,
  source: ModuleSource,
): ReturnType<typeof objectMembers> => {
  const declared = node.parameters.find((one) => one.name.getText() === name)?.type;
  return type === undefined ? new Map() : objectMembers(declared, source);
};

function propertyOf(argument: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (!argument || !ts.isObjectLiteralExpression(argument)) return undefined;
  const property = argument.properties.find((one) => one.name?.getText() === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/**
 * Chooses the arguments of a function, first rule that fits: what the user set, literals at calls in the
 * file, defaults, then a guess from types, compared texts, use and name.
 */
export const chooseArguments = (
  node: FunctionNode,
  source: ModuleSource,
  wishes: Wishes,
): Passed[] => new Chooser(node, source, wishes).choose();
