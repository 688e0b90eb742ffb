import { readFileSync } from 'node:fs';
import { HOOK } from '../slice/entrance';
import type { Entrances } from './entrances';
import { harmlessModule } from './globals';
import type { LinkedModule, SourceProgram } from '../link/program';
import type { ResolvedModule } from '../link/resolveModule';
import { CALLS } from '../link/recordCalls';
import type { UserCalls } from './userCalls';

/** The global values of the modules. */
export interface Surroundings {
  readonly tensorflow: unknown;
  readonly globals: ReadonlyMap<string, unknown>;
  readonly entrances: Entrances;
  readonly calls: UserCalls;
  /** More modules of Node than those that only compute. */
  readonly modules?: (specifier: string) => unknown;
  standIn(what: string): unknown;
  /** A value stands in for a module that is imported in a file. */
  readonly stoodIn?: (specifier: string, file: string) => void;
}

interface Module {
  exports: unknown;
}

function resolvedExports(
  specifier: string,
  resolved: ResolvedModule | undefined,
  loaded: ReadonlyMap<string, Module>,
  around: Surroundings,
): unknown {
  const known = knownExports(specifier, resolved, loaded, around);
  return known === undefined ? (harmlessModule(specifier) ?? around.modules?.(specifier)) : known;
}

function knownExports(
  specifier: string,
  resolved: ResolvedModule | undefined,
  loaded: ReadonlyMap<string, Module>,
  around: Surroundings,
): unknown {
  if (resolved?.kind === 'tensorflow') return around.tensorflow;
  if (resolved?.kind === 'file') {
    if (resolved.file.endsWith('.json'))
      return JSON.parse(readFileSync(resolved.file, 'utf8')) as unknown;
    const module = loaded.get(resolved.file);
    if (module) return module.exports;
  }
  return undefined;
}

async function evaluateModule(
  { compiled, links, shared }: LinkedModule,
  loaded: ReadonlyMap<string, Module>,
  module: Module,
  around: Surroundings,
): Promise<void> {
  const require = (given: unknown): unknown => {
    const specifier = String(given);
    const exports = resolvedExports(specifier, links.get(specifier), loaded, around);
    if (exports !== undefined) return exports;
    around.stoodIn?.(specifier, compiled.file);
    return around.standIn(`'${specifier}'`);
  };
  const own = new Map<string, unknown>([
    ['exports', module.exports],
    ['module', module],
    ['require', require],
    [HOOK, around.entrances],
    [CALLS, around.calls],
  ]);
  const value = (name: string): unknown => {
    if (own.has(name)) return own.get(name);
    const script = loaded.get(shared.get(name) ?? '');
    if (script) return (script.exports as Record<string, unknown>)[name];
    return around.globals.get(name) ?? around.standIn(name);
  };
  await compiled.run(compiled.takes.map(value));
}

/** Modules that import each other see the exports that are there by the time they use them. */
const emptyExports = ({ isModule }: LinkedModule['compiled']): object =>
  isModule ? Object.defineProperty({}, '__esModule', { value: true }) : {};

/** Runs the modules of a program in their order; returns the exports of the definition's. */
export async function evaluate(program: SourceProgram, around: Surroundings): Promise<unknown> {
  const { file, modules } = program;
  const loaded = new Map<string, Module>();
  for (const { compiled } of modules)
    loaded.set(compiled.file, { exports: emptyExports(compiled) });
  for (const linked of modules) {
    const module = loaded.get(linked.compiled.file);
    if (!module) continue;
    const run = evaluateModule(linked, loaded, module, around);
    await (linked.isBeside ? run.catch(() => undefined) : run);
  }
  return loaded.get(file)?.exports;
}
