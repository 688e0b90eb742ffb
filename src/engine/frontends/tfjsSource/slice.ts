import ts from 'typescript';
import type { LocatedSite } from '../../../detection/locateSites';
import type { FunctionNode } from '../../../detection/owners';
import { EditedText } from './editedText';
import { HOOK, makeEntrance, pathTo, statementIn, type Container } from './entrance';
import { planExports } from './exports';
import { importsIn, type ModuleNeed, type Names } from './imports';
import type { ModuleSource } from './moduleSource';
import { namesChangedIn, referencesIn } from './references';

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
    /** Statements that stay; what they need is added to them. */
    readonly kept: Set<ts.Statement>,
  ) {}

  need(root: ts.Node, except?: ts.Node): void {
    for (const { node, symbol } of referencesIn(root, this.source, except)) {
      const declarations = symbol?.declarations ?? [];
      if (!symbol || declarations.length === 0) this.globals.add(node.text);
      else this.needSymbol(symbol, declarations);
    }
  }

  needStatement(statement: ts.Statement): void {
    if (this.kept.has(statement)) return;
    this.kept.add(statement);
    this.need(statement);
  }

  /** Keeps statements that change what is kept: `list.push(…)`, `model.add(…)`, `Net.className = …`. */
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
    }
  }

  private changesKept(statement: ts.Statement): boolean {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return false;
    return namesChangedIn(statement).some((name) => {
      const symbol = this.source.checker.getSymbolAtLocation(name);
      return symbol?.declarations?.some((declaration) => this.isKept(declaration)) === true;
    });
  }

  private isKept(declaration: ts.Declaration): boolean {
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

function finish(
  keeper: Keeper,
  containers: readonly Container[],
  slice: Pick<Slice, 'source' | 'edit'>,
): Slice {
  keeper.needChanges();
  blankTheRest(containers, (one) => keeper.kept.has(one), slice.edit);
  return { ...slice, globals: keeper.globals, needs: [...keeper.kept].flatMap(importsIn) };
}

/** Where each function on the way stands: the block around it, and its statement in there. */
function holdersOf(source: ModuleSource, steps: readonly FunctionNode[]) {
  return steps.map((step, index) => {
    const outer = steps[index - 1]?.body;
    const container = outer ? (ts.isBlock(outer) ? outer : undefined) : source.tree;
    return { step, container, statement: container && statementIn(step, container) };
  });
}

/** Cuts a module down to one function and what it needs, with an entrance into every function on the way. */
export function sliceFunction(source: ModuleSource, target: FunctionNode): Slice {
  const holders = holdersOf(source, pathTo(target));
  const containers = holders.flatMap(({ container }) => container ?? []);
  const keeper = new Keeper(
    source,
    containers,
    new Set(holders.flatMap(({ statement }) => statement ?? [])),
  );
  const edit = new EditedText(source.text);
  for (const { step, statement } of holders) {
    const stays = makeEntrance(step, statement, edit);
    keeper.need(
      stays,
      step !== target && step.body && ts.isBlock(step.body) ? step.body : undefined,
    );
  }
  return finish(keeper, containers, { source, edit });
}

/** Cuts a module down to the statements that make one top-level model. */
export function sliceTopLevel(source: ModuleSource, { creations, variable }: LocatedSite): Slice {
  const keeper = new Keeper(source, [source.tree], new Set());
  for (const creation of creations) {
    const statement = statementIn(creation, source.tree);
    if (statement) keeper.needStatement(statement);
  }
  const edit = new EditedText(source.text);
  const declared = source.tree.statements.some((one) => declares(one, variable));
  if (declared) edit.insert(source.text.length, `\n;${HOOK}.result(() => ${variable});`);
  return finish(keeper, [source.tree], { source, edit });
}

const declares = (statement: ts.Statement, variable: string | undefined): boolean =>
  ts.isVariableStatement(statement) &&
  statement.declarationList.declarations.some(({ name }) => name.getText() === variable);

/** Cuts a module down to what it must export for another one. */
export function sliceExports(source: ModuleSource, names: Names): Slice {
  const plan = planExports(source.tree, names);
  const keeper = new Keeper(source, [source.tree], new Set());
  for (const root of plan.roots) {
    if (ts.isStatement(root)) keeper.needStatement(root);
    else keeper.need(root);
  }
  const edit = new EditedText(source.text);
  for (const [name, local] of plan.aliases) {
    edit.insert(source.text.length, `\n;exports.${name} = ${local};`);
  }
  const slice = finish(keeper, [source.tree], { source, edit });
  return { ...slice, needs: [...slice.needs, ...plan.passedOn] };
}
