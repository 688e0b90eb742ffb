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

/** Texts that may import a file and call a name of it, within the bounds; tests come last. */
function* mayCall(name: string, file: string, root: string): Generator<[string, string], void> {
  const end = Date.now() + MOST_MILLISECONDS;
  const stem = basename(file).replace(/(?:\.d)?\.\w+$/, '');
  const imported = stem === 'index' ? basename(dirname(file)) : stem;
  const tests: [string, string][] = [];
  let looked = 0;
  for (const one of nearestFirst(file, root)) {
    if (++looked > MOST_FILES || Date.now() > end) break;
    if (one === file) continue;
    const text = readFileSync(one, 'utf8');
    if (!text.includes(name) || !text.includes(imported)) continue;
    if (/(?:^|[\W_])(?:test|spec)s?(?:[\W_]|$)/i.test(one.slice(root.length)))
      tests.push([one, text]);
    else yield [one, text];
  }
  yield* tests;
}

const imports = (source: ModuleSource, file: string, root: string): boolean =>
  importsIn(source.tree).some(({ specifier }) => {
    const resolved = resolveModule(specifier, source.file, root);
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
  for (const [one, text] of mayCall(name, file, root)) {
    if (++parsed > MOST_PARSED) break;
    const source = readModule(one, text);
    if (!imports(source, file, root)) continue;
    found.push({ checker: source.checker, calls: callsOf(node, source.tree) });
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
