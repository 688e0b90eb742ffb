import { readFileSync } from 'node:fs';
import { compile, type CompiledModule } from './compile';
import type { Names } from './imports';
import { readModule, type ModuleSource } from './moduleSource';
import { resolveModule, type ResolvedModule } from './resolveModule';
import { sliceExports, type Slice } from './slice';

/** One module of a program, with what each specifier in it means. */
export interface LinkedModule {
  readonly compiled: CompiledModule;
  readonly links: ReadonlyMap<string, ResolvedModule>;
}

/** Everything that runs for one definition, in the order in which it must run; the definition's file is last. */
export interface SourceProgram {
  readonly modules: readonly LinkedModule[];
}

interface Linked {
  readonly slice: Slice;
  readonly links: Map<string, ResolvedModule>;
}

/** Follows a slice through the workspace. A module that is wanted for more names is cut anew. */
class Linker {
  private readonly sources = new Map<string, ModuleSource>();
  private readonly wanted = new Map<string, Names>();
  readonly linked = new Map<string, Linked>();

  constructor(
    private readonly root: string,
    /** The file of the definition: files that import it back get what it has. */
    private readonly start: string,
  ) {}

  link(slice: Slice): Linked {
    const links = new Map<string, ResolvedModule>();
    const linked = { slice, links };
    this.linked.set(slice.source.file, linked);
    for (const { specifier, names } of slice.needs) {
      const resolved = resolveModule(specifier, slice.source.file, this.root);
      links.set(specifier, resolved);
      if (resolved.kind === 'file' && !resolved.file.endsWith('.json'))
        this.want(resolved.file, names);
    }
    return linked;
  }

  private want(file: string, names: Names): void {
    const known = this.wanted.get(file) ?? new Set();
    if (file === this.start) return;
    if ([...names].every((name) => known.has(name)) && this.linked.has(file)) return;
    const all = new Set([...known, ...names]);
    this.wanted.set(file, all);
    this.link(sliceExports(this.source(file), all));
  }

  private source(file: string): ModuleSource {
    const known = this.sources.get(file);
    const source = known ?? readModule(file, readFileSync(file, 'utf8'));
    this.sources.set(file, source);
    return source;
  }
}

/** Links a slice with all files it needs and compiles them, dependencies first. */
export function linkProgram(slice: Slice, root: string): SourceProgram {
  const linker = new Linker(root, slice.source.file);
  const start = linker.link(slice);
  const seen = new Set<Linked>();
  const modules: LinkedModule[] = [];
  const visit = (linked: Linked): void => {
    if (seen.has(linked)) return;
    seen.add(linked);
    for (const resolved of linked.links.values()) {
      const next = resolved.kind === 'file' ? linker.linked.get(resolved.file) : undefined;
      if (next) visit(next);
    }
    modules.push({ compiled: compile(linked.slice), links: linked.links });
  };
  visit(start);
  return { modules };
}
