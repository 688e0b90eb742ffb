import { readFileSync } from 'node:fs';
import { compile, type CompiledModule } from './compile';
import type { Names } from '../slice/imports';
import { readModule, refuseSyntaxErrors, type ModuleSource } from '../slice/moduleSource';
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
}

/** Everything that runs for one definition, in the order in which it must run; the definition's file is last. */
export interface SourceProgram {
  readonly modules: readonly LinkedModule[];
}

interface Linked {
  readonly slice: Slice;
  readonly links: Map<string, ResolvedModule>;
  readonly shared: Map<string, string>;
}

/** Follows a slice through the workspace. A module that is wanted for more names is cut anew. */
class Linker {
  private readonly sources = new Map<string, ModuleSource>();
  private readonly wanted = new Map<string, Names>();
  readonly linked = new Map<string, Linked>();
  /** Exports of the definition's file that files which it imports take of it. */
  readonly takenBack = new Set<string>();

  constructor(
    private readonly root: string,
    /** The file of the definition: files that import it back get its present exports. */
    private readonly start: string,
    /** Scripts that share their globals with the definition. */
    private readonly scripts: readonly string[],
  ) {}

  link(slice: Slice): Linked {
    const linked: Linked = { slice, links: new Map(), shared: new Map() };
    this.linked.set(slice.source.file, linked);
    for (const { specifier, names } of slice.needs) {
      const resolved = resolveModule(specifier, slice.source.file, this.root);
      linked.links.set(specifier, resolved);
      const isCode = resolved.kind === 'file' && !resolved.file.endsWith('.json');
      if (isCode) this.want(resolved.file, names, sliceExports);
    }
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
    if (file === this.start) {
      for (const name of names) this.takenBack.add(name);
      return;
    }
    if ([...names].every((name) => known.has(name)) && this.linked.has(file)) return;
    const all = new Set([...known, ...names]);
    this.wanted.set(file, all);
    this.link(cut(this.source(file), all));
  }

  private source(file: string): ModuleSource {
    const known = this.sources.get(file);
    const source = known ?? readModule(file, readFileSync(file, 'utf8'));
    refuseSyntaxErrors(source, this.root);
    this.sources.set(file, source);
    return source;
  }
}

/** Links a slice, and cuts it anew where files that it imports take exports of its own file. */
function linked(cut: (exported: Names) => Slice, root: string): { linker: Linker; start: Linked } {
  let exported: Names = new Set();
  for (;;) {
    const slice = cut(exported);
    const { file } = slice.source;
    const linker = new Linker(root, file, pageScripts(file, root));
    const start = linker.link(slice);
    const known = exported;
    if ([...linker.takenBack].every((name) => known.has(name))) return { linker, start };
    exported = new Set([...exported, ...linker.takenBack]);
  }
}

/**
 * Links a slice with all files it needs and compiles them, dependencies first. `cut` makes the slice with
 * further exports of its file.
 */
export function linkProgram(cut: (exported: Names) => Slice, root: string): SourceProgram {
  const { linker, start } = linked(cut, root);
  const seen = new Set<Linked>();
  const modules: LinkedModule[] = [];
  const visit = (linked: Linked): void => {
    if (seen.has(linked)) return;
    seen.add(linked);
    const files = [...linked.links.values()].flatMap((one) =>
      one.kind === 'file' ? one.file : [],
    );
    for (const needed of [...files, ...linked.shared.values()]) {
      const next = linker.linked.get(needed);
      if (next) visit(next);
    }
    const { links, shared } = linked;
    const shown = reportPath(linked.slice.source.file, root);
    modules.push({ compiled: compile(linked.slice, shown), links, shared });
  };
  visit(start);
  return { modules };
}
