import ts from 'typescript';
import type { LocatedSite } from '../../../../detection/javascript/locateSites';
import { fieldAround, type FunctionNode } from '../../../../detection/javascript/owners';
import { EditedText } from './editedText';
import { HOOK, makeEntrance, pathTo, statementIn } from './entrance';
import { namespacesAround, outsideNamespaces, type Container } from './containers';
import { planExports } from './exports';
import { importsIn, sideImportsIn, type ModuleNeed, type Names } from './imports';
import type { ModuleSource } from './moduleSource';
import type { OptionsCode } from './optionsCode';
import { ownStatements } from './ownStatements';
import { patchesIn } from './patches';
import { namesChangedIn, namesPassedIn, referencesIn } from './references';

/** The part of a module that a definition needs. */
export interface Slice {
  readonly source: ModuleSource;
  readonly edit: EditedText;
  /** Names that the file does not declare: globals. */
  readonly globals: ReadonlySet<string>;
  readonly needs: readonly ModuleNeed[];
}

/** Grows the set of statements that must stay until nothing in it is missing. */
class Keeper {
  readonly globals = new Set<string>();
  private readonly symbols = new Set<ts.Symbol>();

  constructor(
    private readonly source: ModuleSource,
    private readonly containers: readonly Container[],
    /** Statements that stay; their dependencies are added to them. */
    readonly kept: Set<ts.Statement>,
    /** The variable of a top-level model: functions that it is passed to may add to it. */
    private readonly model?: string,
  ) {}

  need(root: ts.Node, except?: ts.Node): void {
    for (const { node, symbol } of referencesIn(root, this.source, except)) {
      const declarations = symbol?.declarations ?? [];
      if (!symbol) this.globals.add(node.text);
      else this.needSymbol(symbol, declarations);
    }
  }

  needStatement(statement: ts.Statement): void {
    if (this.kept.has(statement)) return;
    this.kept.add(statement);
    this.need(statement);
  }

  /** Keeps statements that put helpers on TensorFlow.js: code may use them if it does not name them. */
  needPatches(): void {
    for (const statement of patchesIn(this.source.tree)) this.needStatement(statement);
  }

  /** Keeps what some options of `compile` need, and offers them to the builder. */
  needCompile(compile: OptionsCode | undefined, edit: EditedText): void {
    if (!compile) return;
    for (const node of compile.needs) this.need(node);
    edit.insert(this.source.text.length, `\n;${HOOK}.compiled(${compile.text});`);
  }

  /** Keeps the exports of these names, and gives them; returns what they pass on from other modules. */
  needExports(names: Names, edit: EditedText): readonly ModuleNeed[] {
    const { roots, aliases, passedOn } = planExports(this.source.tree, names);
    for (const root of roots) {
      if (ts.isStatement(root)) this.needStatement(root);
      else this.need(root);
    }
    for (const [name, local] of aliases) {
      edit.insert(this.source.text.length, `\n;exports.${name} = ${local};`);
    }
    return passedOn;
  }

  /** Keeps statements that change a kept value: `list.push(…)`, `model.add(…)`, `Net.className = …`. */
  needChanges(): void {
    for (let size = -1; size !== this.kept.size;) {
      size = this.kept.size;
      for (const container of this.containers) {
        for (const statement of container.statements) {
          if (!this.kept.has(statement) && this.changesKept(statement))
            this.needStatement(statement);
        }
      }
    }
  }

  /** The statement of a container in which something is declared. */
  statementOf(node: ts.Node): ts.Statement | undefined {
    const container = [...this.containers].reverse().find((one) => statementIn(node, one));
    return container && statementIn(node, container);
  }

  private needSymbol(symbol: ts.Symbol, declarations: readonly ts.Declaration[]): void {
    if (this.symbols.has(symbol)) return;
    this.symbols.add(symbol);
    for (const declaration of declarations) {
      const statement = this.statementOf(declaration);
      if (statement) this.needStatement(statement);
      if (ts.isModuleDeclaration(declaration)) this.needMembers(declaration);
    }
  }

  /** Keeps all of a namespace around the definition that code reaches by its name: `Nets.units`. */
  private needMembers(namespace: ts.ModuleDeclaration): void {
    for (const container of this.containers) {
      const isWithin = ts.findAncestor(container, (at) => at === namespace) !== undefined;
      if (isWithin) container.statements.forEach((one) => this.needStatement(one));
    }
  }

  private changesKept(statement: ts.Statement): boolean {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return false;
    const passed = namesPassedIn(statement).filter(({ text }) => text === this.model);
    return [...namesChangedIn(statement), ...passed].some((name) => {
      const symbol = this.source.checker.getSymbolAtLocation(name);
      return symbol?.declarations?.some((one) => this.isKeptWithin(one, statement.parent)) === true;
    });
  }

  /** Tells whether a kept statement of this container declares it, rather than a function within for itself. */
  private isKeptWithin(declaration: ts.Declaration, container: ts.Node): boolean {
    const owner = ts.findAncestor(declaration.parent, ts.isFunctionLike);
    if (ts.isParameter(declaration) || owner !== ts.findAncestor(container, ts.isFunctionLike))
      return false;
    const statement = this.statementOf(declaration);
    const declares = statement && !ts.isImportDeclaration(statement) && this.kept.has(statement);
    return declares === true && !isRequireStatement(statement);
  }
}

/** `const tf = require('…')` is an import: calls on it change nothing of ours. */
function isRequireStatement(statement: ts.Statement | undefined): boolean {
  return (
    statement !== undefined && ts.isVariableStatement(statement) && importsIn(statement).length > 0
  );
}

function blankTheRest(
  containers: readonly Container[],
  stays: (one: ts.Statement) => boolean,
  edit: EditedText,
): void {
  for (const container of containers) {
    for (const statement of container.statements) {
      if (!stays(statement)) edit.blank(statement.getStart(), statement.end);
    }
  }
}

function blankDecorators(node: ts.Node, edit: EditedText): void {
  if (ts.isDecorator(node)) edit.blank(node.getStart(), node.end);
  else ts.forEachChild(node, (child) => blankDecorators(child, edit));
}

function finish(
  keeper: Keeper,
  containers: readonly Container[],
  slice: Pick<Slice, 'source' | 'edit'>,
): Slice {
  keeper.needPatches();
  keeper.needChanges();
  blankTheRest(containers, (one) => keeper.kept.has(one), slice.edit);
  for (const statement of keeper.kept) blankDecorators(statement, slice.edit);
  const needs = [...keeper.kept].flatMap(importsIn);
  return {
    ...slice,
    globals: keeper.globals,
    needs: [...needs, ...sideImportsIn(slice.source.tree)],
  };
}

/** The block around each function on the way, and the function's statement in it. */
function holdersOf(source: ModuleSource, steps: readonly FunctionNode[]) {
  return steps.map((step, index) => {
    const outer = steps[index - 1]?.body;
    const [inner = source.tree] = namespacesAround(step);
    const container = outer ? (ts.isBlock(outer) ? outer : undefined) : inner;
    return { step, container, statement: container && statementIn(step, container) };
  });
}

/** The parts of a definition's module that stay beside the definition. */
export interface Beside {
  /** Top-level functions and classes that are offered to the builder. */
  readonly offered?: Iterable<string>;
  /** Exports that modules which the definition needs import back. */
  readonly exports: Names;
  /** Options that the module compiles the model with, outside the definition. */
  readonly compile?: OptionsCode | undefined;
}

/**
 * Cuts a module down to one function and its dependencies, with an entrance into every function on the way.
 */
export function sliceFunction(source: ModuleSource, target: FunctionNode, beside: Beside): Slice {
  const holders = holdersOf(source, pathTo(target));
  const outside = outsideNamespaces(target, source.tree);
  const containers = [...outside, ...holders.flatMap(({ container }) => container ?? [])];
  const keeper = new Keeper(
    source,
    containers,
    new Set(containers.flatMap((container) => statementIn(target, container) ?? [])),
  );
  const edit = new EditedText(source.text);
  for (const { step, statement } of holders) {
    for (const one of ownStatements(step, step === target)) keeper.needStatement(one);
    const stays = makeEntrance(step, statement, edit);
    keeper.need(
      stays,
      step !== target && step.body && ts.isBlock(step.body) ? step.body : undefined,
    );
  }
  for (const name of beside.offered ?? []) {
    const statement = source.tree.statements.find((one) => declaresAny(one, name));
    if (statement) keeper.needStatement(statement);
    edit.insert(source.text.length, `\n;${HOOK}.offer(${JSON.stringify(name)}, () => ${name});`);
  }
  keeper.needCompile(beside.compile, edit);
  const passedOn = keeper.needExports(beside.exports, edit);
  const slice = finish(keeper, containers, { source, edit });
  return { ...slice, needs: [...slice.needs, ...passedOn] };
}

const declaresFunction = (statement: ts.Statement, name: string): boolean =>
  declares(statement, name) ||
  (ts.isFunctionDeclaration(statement) && statement.name?.text === name);

/** Cuts a module down to the statements that make one top-level model. */
export function sliceTopLevel(
  source: ModuleSource,
  { creations, variable }: LocatedSite,
  beside: Beside,
): Slice {
  const keeper = new Keeper(source, [source.tree], new Set(), variable);
  for (const creation of creations) {
    const statement = statementIn(creation, source.tree);
    if (statement) keeper.needStatement(statement);
  }
  const edit = new EditedText(source.text);
  const declared = source.tree.statements.some((one) => declares(one, variable));
  if (declared) edit.insert(source.text.length, `\n;${HOOK}.result(() => ${variable});`);
  const [field] = creations.flatMap((creation) => fieldAround(creation)?.parent.name?.text ?? []);
  if (field !== undefined)
    edit.insert(source.text.length, `\n;${HOOK}.result(() => new ${field}());`);
  keeper.needCompile(beside.compile, edit);
  const passedOn = keeper.needExports(beside.exports, edit);
  const slice = finish(keeper, [source.tree], { source, edit });
  return { ...slice, needs: [...slice.needs, ...passedOn] };
}

/** Cuts a module that uses a definition down to the options that it compiles the model with. */
export function sliceCompile(source: ModuleSource, compile: OptionsCode): Slice {
  const keeper = new Keeper(source, [source.tree], new Set());
  const edit = new EditedText(source.text);
  keeper.needCompile(compile, edit);
  return finish(keeper, [source.tree], { source, edit });
}

const declares = (statement: ts.Statement, variable: string | undefined): boolean =>
  ts.isVariableStatement(statement) &&
  statement.declarationList.declarations.some(({ name }) => name.getText() === variable);

/** Cuts a script of a page down to some of its globals, which it then exports. */
export function sliceGlobals(source: ModuleSource, names: Names): Slice {
  const keeper = new Keeper(source, [source.tree], new Set());
  const edit = new EditedText(source.text);
  for (const name of names) {
    const statement = source.tree.statements.find((one) => declaresAny(one, name));
    if (!statement) continue;
    keeper.needStatement(statement);
    edit.insert(source.text.length, `\n;exports.${name} = ${name};`);
  }
  return finish(keeper, [source.tree], { source, edit });
}

const declaresAny = (statement: ts.Statement, name: string): boolean =>
  declaresFunction(statement, name) ||
  (ts.isClassDeclaration(statement) && statement.name?.text === name);

/** Tells whether a script has a global of this name. */
export const hasGlobal = ({ tree }: ModuleSource, name: string): boolean =>
  tree.statements.some((one) => declaresAny(one, name));

/** Cuts a module down to the exports that another one needs. */
export function sliceExports(source: ModuleSource, names: Names): Slice {
  const keeper = new Keeper(source, [source.tree], new Set());
  const edit = new EditedText(source.text);
  const passedOn = keeper.needExports(names, edit);
  const slice = finish(keeper, [source.tree], { source, edit });
  return { ...slice, needs: [...slice.needs, ...passedOn] };
}
