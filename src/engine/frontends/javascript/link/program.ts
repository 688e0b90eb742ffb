import { readFileSync } from 'node:fs';
import { isJavascript } from '../../../../detection/javascript/sourceFile';
import { Failure } from '../../../../shared/base/failures';
import { compile, type CompiledModule } from './compile';
import { sideImportsIn, type Names } from '../slice/imports';
import { readModule, refuseSyntaxErrors, type ModuleSource } from '../slice/moduleSource';
import { patchesIn } from '../slice/patches';
import { pageScripts } from './pageScripts';
import { reportPath } from '../../../../workspace/reportPath';
import { resolveModule, type ResolvedModule } from './resolveModule';
import { hasGlobal, sliceExports, sliceGlobals, type Slice } from '../slice/slice';

/** One module of a program, with the resolution of each specifier in it. */
export interface LinkedModule {
  readonly compiled: CompiledModule;
  readonly links: ReadonlyMap<string, ResolvedModule>;
  /** Globals that another script of the same page gives → that script's file. */
  readonly shared: ReadonlyMap<string, string>;
  /** The definition does without it, should it fail. */
  readonly isBeside: boolean;
}

/** Everything that runs for one definition, in the order in which it must run. */
export interface SourceProgram {
  /** The definition's file. */
  readonly file: string;
  readonly modules: readonly LinkedModule[];
}

interface Linked {
  readonly slice: Slice;
  readonly links: Map<string, ResolvedModule>;
  readonly shared: Map<string, string>;
  /** Scripts of the page that run before it for what they put on TensorFlow.js. */
  readonly before: readonly string[];
}

/** Follows a slice through the workspace. A module that is wanted for more names is cut anew. */
class Linker {
  private readonly sources = new Map<string, ModuleSource>();
  private readonly wanted = new Map<string, Names>();
  readonly linked = new Map<string, Linked>();

  constructor(
    private readonly root: string,
    /** The definition's module, cut with those of its exports that the modules which it needs import back. */
    private readonly start: DefinitionSlice,
    /** Scripts that share their globals with the definition. */
    private readonly scripts: readonly string[],
  ) {}

  link(slice: Slice): Linked {
    const isStart = slice.source.file === this.start.file;
    const before = isStart ? this.scripts.filter((file) => this.patches(file)) : [];
    const linked: Linked = { slice, links: new Map(), shared: new Map(), before };
    this.linked.set(slice.source.file, linked);
    for (const { specifier, names } of slice.needs) {
      const resolved = resolveModule(specifier, slice.source.file, this.root);
      linked.links.set(specifier, resolved);
      if (resolved.kind !== 'file' || resolved.file.endsWith('.json')) continue;
      if (names.size > 0 || this.patches(resolved.file)) {
        this.want(resolved.file, names, sliceExports);
      }
    }
    for (const script of before) this.want(script, new Set(), sliceGlobals);
    for (const name of slice.globals) {
      const script = this.scripts.find((file) => hasGlobal(this.source(file), name));
      if (script === undefined) continue;
      linked.shared.set(name, script);
      this.want(script, new Set([name]), sliceGlobals);
    }
    return linked;
  }

  private want(file: string, names: Names, cut: typeof sliceExports): void {
    const known = this.wanted.get(file) ?? new Set();
    if ([...names].every((name) => known.has(name)) && this.linked.has(file)) return;
    const all = new Set([...known, ...names]);
    this.wanted.set(file, all);
    this.link(file === this.start.file ? this.start.cut(all) : cut(this.source(file), all));
  }

  /** Tells code that is run for its effect on TensorFlow.js, or for code that it runs itself. */
  private patches(file: string): boolean {
    if (!isJavascript(file)) return false;
    try {
      const { tree } = this.source(file);
      return patchesIn(tree).length + sideImportsIn(tree).length > 0;
    } catch (error) {
      // A file that the definition takes nothing from does not stop it.
      if (error instanceof Failure) return false;
      throw error;
    }
  }

  private source(file: string): ModuleSource {
    const known = this.sources.get(file);
    const source = known ?? readModule(file, readFileSync(file, 'utf8'));
    refuseSyntaxErrors(source, this.root);
    this.sources.set(file, source);
    return source;
  }
}

/** A definition's module, which can be cut with more or fewer of its exports. */
export interface DefinitionSlice {
  readonly file: string;
  readonly cut: (exports: Names) => Slice;
  /** A part of another module that runs after it, for what it says of the definition. */
  readonly beside?: Slice | undefined;
}

/** Links a definition with all files it needs and compiles them, dependencies first. */
export function linkProgram(definition: DefinitionSlice, root: string): SourceProgram {
  const { file, cut, beside } = definition;
  const linker = new Linker(root, definition, pageScripts(file, root));
  linker.link(cut(new Set()));
  if (beside) linker.link(beside);
  const seen = new Set<string>();
  const modules: LinkedModule[] = [];
  const visit = (one: string, isBeside: boolean): void => {
    const linked = linker.linked.get(one);
    if (!linked || seen.has(one)) return;
    seen.add(one);
    const files = [...linked.links.values()].flatMap((link) =>
      link.kind === 'file' ? link.file : [],
    );
    for (const needed of [...linked.before, ...files, ...linked.shared.values()])
      visit(needed, isBeside);
    const { links, shared } = linked;
    const shown = reportPath(linked.slice.source.file, root);
    modules.push({ compiled: compile(linked.slice, shown), links, shared, isBeside });
  };
  visit(file, false);
  if (beside) visit(beside.source.file, true);
  return { file, modules };
}
