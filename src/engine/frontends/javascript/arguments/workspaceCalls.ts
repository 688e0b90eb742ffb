import { readFileSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import ts from 'typescript';
import { functionName, type FunctionNode } from '../../../../detection/javascript/owners';
import { parseSource } from '../../../../detection/javascript/parseSource';
import { sourceFilesBelow } from '../../../../workspace/sourceFiles';
import { importsIn } from '../slice/imports';
import { checkModule, type ModuleSource } from '../slice/moduleSource';
import { resolveModule } from '../link/resolveModule';
import { packageAround } from '../link/workspacePackage';
import { callsOf } from './callSites';
import { only, Remembered } from './remembered';

/** Calls of one file, with the checker that resolves its constants. */
export interface FileCalls {
  readonly checker: ts.TypeChecker;
  readonly source: ModuleSource;
  readonly calls: readonly (readonly ts.Expression[])[];
}

// Bounds of one search: files looked at, files parsed, and time.
const MOST_FILES = 2000;
const MOST_PARSED = 12;
const MOST_MILLISECONDS = 1000;

/** Source files of the workspace, those in the folder of the definition first. */
function* nearestFirst(file: string, root: string): Generator<string, void> {
  const near = new Set([file]);
  for (const one of sourceFilesBelow(dirname(file))) {
    if (one !== file) yield one;
    near.add(one);
    if (near.size > MOST_FILES) return;
  }
  let looked = near.size;
  for (const one of sourceFilesBelow(root)) {
    if (near.has(one)) continue;
    yield one;
    if (++looked > MOST_FILES) return;
  }
}

const trial = /(?:^|[\W_])(?:test|spec|bench|benchmark)s?(?:[\W_]|$)/i;

/** Matches a name where a call of it begins. */
const callIn = (name: string): RegExp =>
  new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\s*(?:\\?\\.)?\\s*[(<]`);

/** Finds the calls of one function in the texts of other files. */
class CallSearch {
  /** Texts of which an import of the file must hold one: its name, or that of its package. */
  private readonly imported: readonly string[];
  private readonly call: RegExp;

  constructor(
    private readonly node: FunctionNode,
    private readonly name: string,
    private readonly file: string,
    private readonly root: string,
  ) {
    const stem = basename(file).replace(/(?:\.d)?\.\w+$/, '');
    const own = packageAround(file, root);
    this.imported = [
      stem === 'index' ? basename(dirname(file)) : stem,
      ...(own === undefined ? [] : [own]),
    ];
    this.call = callIn(name);
  }

  /** The text of a file that may import this one and call the function; a file that cannot be read says nothing. */
  textOf(caller: string): string | undefined {
    try {
      // Most files are ruled out before they are decoded.
      const bytes = readFileSync(caller);
      if (!bytes.includes(this.name)) return undefined;
      if (!this.imported.some((one) => bytes.includes(one))) return undefined;
      const text = bytes.toString();
      return this.call.test(text) ? text : undefined;
    } catch {
      return undefined;
    }
  }

  /** The calls of a text; one that cannot be parsed has none. */
  callsIn(text: string, caller: string): FileCalls | undefined {
    try {
      const tree = parseSource(text, caller);
      const calls = this.isImportedBy(tree) ? callsOf(this.node, tree) : [];
      if (calls.length === 0) return undefined;
      const source = checkModule(caller, tree);
      return { checker: source.checker, source, calls };
    } catch {
      return undefined;
    }
  }

  /** A package hands on what its files export, by whatever way. */
  private isImportedBy(tree: ts.SourceFile): boolean {
    return importsIn(tree).some(({ specifier }) => {
      const resolved = resolveModule(specifier, tree.fileName, this.root);
      if (resolved.kind !== 'file') return false;
      const { file, package: folder } = resolved;
      return file === this.file || (folder !== undefined && this.file.startsWith(folder + sep));
    });
  }
}

function* search(wanted: CallSearch, files: Iterable<string>): Generator<FileCalls, void> {
  const end = Date.now() + MOST_MILLISECONDS;
  let parsed = 0;
  for (const file of files) {
    if (parsed === MOST_PARSED || Date.now() > end) return;
    const text = wanted.textOf(file);
    if (text === undefined) continue;
    parsed++;
    const calls = wanted.callsIn(text, file);
    if (calls) yield calls;
  }
}

interface CallsElsewhere {
  /** Calls in all other files. */
  readonly inUse: Iterable<FileCalls>;
  /** Calls in tests and benchmarks, which may pass values that nobody trains with. */
  readonly inTrials: Iterable<FileCalls>;
}

/**
 * Calls of a function in other files of the workspace that import its file. Reads text and runs nothing,
 * lazily as the caller iterates: at most 2,000 files, those near the definition first, 12 parsed, for one
 * second at most.
 */
export class WorkspaceCalls {
  private readonly known = new Map<FunctionNode, CallsElsewhere>();

  constructor(private readonly root: string) {}

  of(node: FunctionNode, file: string): CallsElsewhere {
    const known = this.known.get(node) ?? this.search(node, file);
    this.known.set(node, known);
    return known;
  }

  private search(node: FunctionNode, file: string): CallsElsewhere {
    const parts = functionName(node)?.split('.') ?? [];
    const name = ts.isConstructorDeclaration(node) ? parts[0] : parts.at(-1);
    if (name === undefined || name === 'default') return { inUse: [], inTrials: [] };
    const { root } = this;
    const sought = new CallSearch(node, name, file, root);
    const isTrial = (one: string): boolean => trial.test(one.slice(root.length));
    const files = new Remembered(nearestFirst(file, root));
    const among = (wanted: boolean) =>
      new Remembered(
        search(
          sought,
          only(files, (one) => isTrial(one) === wanted),
        ),
      );
    return { inUse: among(false), inTrials: among(true) };
  }
}
