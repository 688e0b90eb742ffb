import { readFileSync } from 'node:fs';
import { pageDocument } from './pageElements';
import { pageFramework, type HookHooks } from './pageFrameworks';
import { temporaryModule } from './temporaryModules';

interface ModuleHooks extends HookHooks {
  readonly root: string;
}

/** A module that is more than a stand-in and less than the real one, if `specifier` names one. */
export const userModule = (specifier: string, hooks: ModuleHooks): unknown =>
  pageFramework(specifier, hooks) ?? temporaryModule(specifier, hooks.standIn, hooks.root);

/** The globals that a page gives its scripts: its elements, and frameworks that it loads by address. */
export function pageGlobals(
  file: string,
  module: (specifier: string) => unknown,
  standIn: (what: string) => unknown,
): [string, unknown][] {
  const frameworks = ['React', 'Vue'].map((name): [string, unknown] => [
    name,
    module(name.toLowerCase()),
  ]);
  if (!/\.html?$/i.test(file)) return frameworks;
  return [...frameworks, ['document', pageDocument(readFileSync(file, 'utf8'), standIn)]];
}
