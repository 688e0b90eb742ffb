import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import ts from 'typescript';
import { functionName, type FunctionNode } from '../../../../detection/owners';
import { sourceFilesBelow } from '../../../../workspace/sourceFiles';
import { importsIn } from '../imports';
import { readModule, type ModuleSource } from '../moduleSource';
import { resolveModule } from '../resolveModule';
import { callsOf } from './callSites';

/** Calls of one file, with what tells the values of its constants. */
export interface FileCalls {
  /** A test or a benchmark, which may pass what nobody trains with. */
  readonly isTrial: boolean;
  readonly checker: ts.TypeChecker;
  readonly calls: readonly (readonly ts.Expression[])[];
}

// Bounds of one search: files looked at, files parsed, and time.
const MOST_FILES = 2000;
const MOST_PARSED = 12;
const MOST_MILLISECONDS = 1000;

/** Those in the folder of the definition first, then all of the workspace. */
function* nearestFirst(file: string, root: string): Generator<string, void> {
  const near = new Set<string>();
  for (const one of sourceFilesBelow(dirname(file))) {
    near.add(one);
    yield one;
  }
  for (const one of sourceFilesBelow(root)) if (!near.has(one)) yield one;
}

const trial = /(?:^|[\W_])(?:test|spec|bench|benchmark)s?(?:[\W_]|$)/i;

interface Caller {
  readonly file: string;
  readonly text: string;
  readonly isTrial: boolean;
}

/** Texts that may import a file and call a name of it, within the bounds; tests and benchmarks come last. */
function* mayCall(name: string, file: string, root: string): Generator<Caller, void> {
  const end = Date.now() + MOST_MILLISECONDS;
  const stem = basename(file).replace(/(?:\.d)?\.\w+$/, '');
  const imported = stem === 'index' ? basename(dirname(file)) : stem;
  const trials: Caller[] = [];
  let looked = 0;
  for (const one of nearestFirst(file, root)) {
    if (++looked > MOST_FILES || Date.now() > end) break;
    if (one === file) continue;
    const text = readFileSync(one, 'utf8');
    if (!text.includes(name) || !text.includes(imported)) continue;
    if (trial.test(one.slice(root.length))) trials.push({ file: one, text, isTrial: true });
    else yield { file: one, text, isTrial: false };
  }
  yield* trials;
}

const imports = (
  caller: Pick<ModuleSource, 'file' | 'tree'>,
  file: string,
  root: string,
): boolean =>
  importsIn(caller.tree).some(({ specifier }) => {
    const resolved = resolveModule(specifier, caller.file, root);
    return resolved.kind === 'file' && resolved.file === file;
  });

/**
 * Calls of a function in other files of the workspace that import its file. Text is read, nothing runs:
 * at most 2,000 files are looked at, those near the definition first, 12 parsed, for a second at most.
 */
function callsInWorkspace(node: FunctionNode, file: string, root: string): FileCalls[] {
  const parts = functionName(node)?.split('.') ?? [];
  const name = ts.isConstructorDeclaration(node) ? parts[0] : parts.at(-1);
  if (name === undefined || name === 'default') return [];
  const found: FileCalls[] = [];
  let parsed = 0;
  for (const caller of mayCall(name, file, root)) {
    if (++parsed > MOST_PARSED) break;
    const { checker, tree } = readModule(caller.file, caller.text);
    if (!imports({ ...caller, tree }, file, root)) continue;
    found.push({ isTrial: caller.isTrial, checker, calls: callsOf(node, tree) });
  }
  return found;
}

/** The calls of other files are looked for once per function of a run, and only when they are asked for. */
export class WorkspaceCalls {
  private readonly known = new Map<FunctionNode, readonly FileCalls[]>();

  constructor(private readonly root: string) {}

  of(node: FunctionNode, file: string): readonly FileCalls[] {
    const known = this.known.get(node) ?? this.search(node, file);
    this.known.set(node, known);
    return known;
  }

  /** A file that cannot be read or parsed says nothing of arguments. */
  private search(node: FunctionNode, file: string): readonly FileCalls[] {
    try {
      return callsInWorkspace(node, file, this.root);
    } catch {
      return [];
    }
  }
}
