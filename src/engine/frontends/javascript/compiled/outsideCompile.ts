import { functionName } from '../../../../detection/javascript/owners';
import type { LocatedSite } from '../../../../detection/javascript/locateSites';
import type { WorkspaceCalls } from '../arguments/workspaceCalls';
import type { ModuleSource } from '../slice/moduleSource';
import type { OptionsCode } from '../slice/optionsCode';
import { findCompile, type ModelName } from './findCompile';
import { optionsCode } from './optionsText';

/** The options that other code compiles a definition's model with. */
export interface OutsideCompile {
  readonly source: ModuleSource;
  readonly code: OptionsCode;
}

/** The name by which other code has a definition's model; none for one of many models, or one without a name. */
function knownAs({ owner, variable, isMember }: LocatedSite): ModelName | undefined {
  if (owner.kind === 'statement') {
    return variable === undefined ? undefined : { kind: 'variable', name: variable };
  }
  const name = isMember ? undefined : functionName(owner.node)?.split('.').at(-1);
  return name === undefined || name === 'constructor' ? undefined : { kind: 'function', name };
}

function inFile(source: ModuleSource, known: ModelName): OutsideCompile | undefined {
  for (const expression of findCompile(source, known)) {
    const code = optionsCode(expression, source);
    if (code) return { source, code };
  }
  return undefined;
}

/**
 * The options that code outside a definition compiles its model with: the first `compile` in the file whose
 * options are constant, then in files that import it.
 */
export function outsideCompile(
  source: ModuleSource,
  located: LocatedSite,
  elsewhere: WorkspaceCalls,
): OutsideCompile | undefined {
  const known = knownAs(located);
  if (!known) return undefined;
  const here = inFile(source, known);
  if (here || located.owner.kind === 'statement') return here;
  for (const { source: caller } of elsewhere.of(located.owner.node).inUse) {
    const found = inFile(caller, known);
    if (found) return found;
  }
  return undefined;
}
