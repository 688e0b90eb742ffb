import ts from 'typescript';
import type { FunctionNode } from '../../../../detection/javascript/owners';
import { parametersOf } from '../../../../detection/javascript/parameters';
import {
  takesTensorflow,
  tensorflowProperties,
} from '../../../../detection/javascript/tensorflowNames';
import { isShapeName } from '../../../../detection/shapeNames';
import { Failure } from '../../../../shared/base/failures';
import type { Json } from '../../../../shared/base/json';
import type { SiteParameter } from '../../../../shared/model/modelSite';
import type { ModelArgument } from '../../../../shared/report/report';
import { message } from '../../../../shared/words/message';
import type { ModuleSource } from '../slice/moduleSource';
import { callsOf } from './callSites';
import { guessArgument, show, type Guessing, type Passed } from './guessArgument';
import { literalOf, passedLiteral } from './literals';
import { Pending } from './placeholders';
import { objectMembers, type TypeMember } from './objectMembers';
import { wholeDefault, type WholeDefault } from './wholeDefault';
import type { FileCalls, WorkspaceCalls } from './workspaceCalls';

/** Values that the user set for a definition, and the other places to search for values. */
export interface Wishes {
  readonly arguments: Readonly<Record<string, Json>>;
  readonly inputShape: readonly number[] | undefined;
  /** The shape to try for an input of unknown shape. */
  readonly triedShape: () => readonly number[];
  readonly onlyBuilds: boolean;
  /** Calls in other files. */
  readonly elsewhere: WorkspaceCalls;
}

/** A function to choose arguments for. */
export interface Callee {
  readonly node: FunctionNode;
  readonly source: ModuleSource;
  /** Classes whose members use what a constructor keeps. */
  readonly classes: readonly ts.ClassLikeDeclaration[];
}

/** One value that a function takes, by position or as a property. */
interface Parameter {
  readonly name: string;
  readonly type: string | undefined;
  readonly members: ReadonlyMap<string, TypeMember>;
  readonly preset: ts.Expression | undefined;
  readonly optional: boolean;
  readonly atCalls: readonly (ts.Expression | undefined)[];
  /** Picks the value for it from a call in another file. */
  readonly passedBy: (call: readonly ts.Expression[]) => ts.Expression | undefined;
}

/** A parameter's position, and the values that the calls of the file pass for it. */
interface AtCalls {
  readonly atCalls: Parameter['atCalls'];
  readonly index: number;
}

/** Tells whether a function is passed on where it is written: its callers are then elsewhere. */
const isCallback = ({ parent }: FunctionNode): boolean =>
  ts.isCallExpression(parent) ||
  (ts.isBinaryExpression(parent) && /\.on[a-z]+$/.test(parent.left.getText()));

/** Chooses values for the parameters of one function. */
class Chooser {
  private readonly guessing: Guessing;

  constructor(
    private readonly callee: Callee,
    private readonly wishes: Wishes,
  ) {
    this.guessing = {
      ...callee,
      shape: wishes.triedShape,
      set: wishes.arguments,
      isCallback: isCallback(callee.node),
      onlyBuilds: wishes.onlyBuilds,
    };
  }

  choose(): Passed[] {
    const { node, source } = this.callee;
    const calls = callsOf(node, source.tree);
    return node.parameters
      .filter(({ name }) => name.getText() !== 'this')
      .map((parameter, index) => {
        const atCalls = calls.map((call) => call[index]);
        return ts.isObjectBindingPattern(parameter.name)
          ? this.pattern(parameter.name, parameter, { atCalls, index })
          : this.plain(parameter, { atCalls, index });
      });
  }

  private plain(parameter: ts.ParameterDeclaration, { atCalls, index }: AtCalls): Passed {
    if (takesTensorflow(parameter)) return givenTensorflow();
    const [described] = parametersOf({ parameters: [parameter] });
    if (!described || parameter.dotDotDotToken) return this.rest(described);
    return this.one({
      name: described.name,
      type: described.type,
      members: objectMembers(parameter.type, this.callee.source),
      preset: parameter.initializer,
      optional: parameter.questionToken !== undefined,
      atCalls,
      passedBy: (call) => call[index],
    });
  }

  /** None of any number of values; of layers there must be one. */
  private rest(described: SiteParameter | undefined): Passed {
    const { name = '', type = '' } = described ?? {};
    const takesLayers = /^(?:layers|models)$/.test(name) || /Layer/.test(type);
    if (takesLayers && this.wishes.onlyBuilds) {
      throw new Failure('unbuildable', message('javascript.takes-model-or-layer', { name }));
    }
    return { value: undefined, shown: [] };
  }

  private pattern(
    { elements }: ts.ObjectBindingPattern,
    parameter: ts.ParameterDeclaration,
    { atCalls, index }: AtCalls,
  ): Passed {
    const { source } = this.callee;
    const types = objectMembers(parameter.type, source);
    const given = tensorflowProperties(parameter);
    const whole = wholeDefault(parameter, source.checker);
    const wanted: Parameter[] = [];
    const value: Record<string, unknown> = {};
    for (const element of elements) {
      if (element.dotDotDotToken) continue;
      const name = (element.propertyName ?? element.name).getText();
      if (given.has(name)) value[name] = givenTensorflow(name === 'tf' ? undefined : name).value;
      else
        wanted.push({
          name,
          type: types.get(name)?.type,
          members: new Map(),
          preset: whole.expressionOf(name) ?? element.initializer,
          optional: types.get(name)?.optional === true || whole.mayGive(name),
          atCalls: atCalls.map((argument) => propertyOf(argument, name)),
          passedBy: (call) => propertyOf(call[index], name),
        });
    }
    return this.object(value, wanted, whole);
  }

  /** The object for a pattern; none if its own default gives every value that the pattern does not. */
  private object(
    value: Record<string, unknown>,
    wanted: readonly Parameter[],
    whole: WholeDefault,
  ): Passed {
    const set = wanted.map((one) => this.fromUser(one) ?? this.fromCalls(one));
    const byCode = wanted.map((one) => this.byCode(one, whole));
    const isLeft = Object.keys(value).length === 0 && set.every((one) => one === undefined);
    if (isLeft && wanted.every((one, index) => whole.mayGive(one.name) || byCode[index]))
      return { value: undefined, shown: byCode.flatMap((one) => one?.shown ?? []) };
    const shown: ModelArgument[] = [];
    for (const [index, one] of wanted.entries()) {
      const passed = set[index] ?? byCode[index] ?? guessArgument(one, this.guessing);
      if (passed.value !== undefined) value[one.name] = passed.value;
      shown.push(...passed.shown);
    }
    return { value, shown };
  }

  /** The value that the code gives a property of a pattern: the whole object's default, else its own. */
  private byCode(wanted: Parameter, whole: WholeDefault): Passed | undefined {
    const { name, preset } = wanted;
    const literal = whole.literalOf(name);
    if (literal) return show(name, literal.value, 'default');
    const isHidden = whole.mayGive(name) && (!preset || preset === whole.expressionOf(name));
    return isHidden ? undefined : this.fromDefault(wanted);
  }

  private one(wanted: Parameter): Passed {
    return (
      this.fromUser(wanted) ??
      this.fromCalls(wanted) ??
      this.fromDefault(wanted) ??
      guessArgument(wanted, this.guessing)
    );
  }

  private fromUser({ name }: Parameter): Passed | undefined {
    const { arguments: set, inputShape } = this.wishes;
    if (Object.hasOwn(set, name)) return show(name, set[name] ?? null, 'user');
    return inputShape && isShapeName(name) ? show(name, inputShape, 'user') : undefined;
  }

  private fromCalls(wanted: Parameter): Passed | undefined {
    const here = this.firstLiteral(wanted.atCalls, this.callee.source.checker);
    const literal = here ?? this.fromOtherFiles(wanted);
    return literal && show(wanted.name, literal.value, 'callSite');
  }

  /** A value from a test or a benchmark counts only if the definition has no default of its own. */
  private fromOtherFiles({ passedBy, preset, optional }: Parameter): Literal {
    if (this.guessing.isCallback) return undefined;
    const { inUse, inTrials } = this.wishes.elsewhere.of(this.callee.node);
    const hasOwn = preset !== undefined || optional;
    for (const found of hasOwn ? [inUse] : [inUse, inTrials]) {
      for (const { checker, calls } of found) {
        const literal = this.firstLiteral(calls.map(passedBy), checker);
        if (literal) return literal;
      }
    }
    return undefined;
  }

  private firstLiteral(
    values: readonly (ts.Expression | undefined)[],
    checker: FileCalls['checker'],
  ): Literal {
    for (const value of values) {
      const literal = value && passedLiteral(value, this.callee.node, checker);
      if (literal) return literal;
    }
    return undefined;
  }

  private fromDefault({ name, preset, optional }: Parameter): Passed | undefined {
    if (!preset) return optional ? { value: undefined, shown: [] } : undefined;
    const literal = literalOf(preset, this.callee.source.checker);
    const shown = literal ? show(name, literal.value, 'default').shown : [];
    return { value: undefined, shown };
  }
}

/** TensorFlow.js is given as it is, and is no argument that a reader would set. */
const givenTensorflow = (member?: string): Passed => ({
  value: new Pending({ kind: 'tensorflow', ...(member !== undefined && { member }) }),
  shown: [],
});

type Literal = ReturnType<typeof literalOf>;

function propertyOf(argument: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (!argument || !ts.isObjectLiteralExpression(argument)) return undefined;
  const property = argument.properties.find((one) => one.name?.getText() === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/**
 * Chooses the arguments of a function, first rule that fits: what the user set, literals at calls in the
 * file and then in files that import it, defaults, then a guess from types, compared texts, use and name.
 */
export const chooseArguments = (callee: Callee, wishes: Wishes): Passed[] =>
  new Chooser(callee, wishes).choose();
