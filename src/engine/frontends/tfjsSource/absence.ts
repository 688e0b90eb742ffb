import { Failure } from '../../../shared/base/failures';
import { placeholdersIn } from './arguments/placeholders';
import type { Plan } from './planSteps';
import type { RunNotes } from './runNotes';

/** How the words begin where a model is loaded from elsewhere. */
export const REMOTE = 'it loads a model that is not in the workspace';

/** Where a run asked for a model from elsewhere, that is why it has none. */
export function remoteFailure({ remote: [first] }: RunNotes): Failure | undefined {
  return first && new Failure('unbuildable', `${REMOTE} (${first.what})`, first.at);
}

/** Names of the parameters of a plan that nothing gives a value. */
export const parametersWithout = ({ steps }: Plan): ReadonlySet<string> =>
  new Set(
    steps
      .flatMap(({ parameters, forConstructor }) => [...parameters, ...forConstructor])
      .flatMap(({ value }) => placeholdersIn(value))
      .flatMap((one) => (one.kind === 'unknown' ? one.what : [])),
  );

/** What a parameter must be, by what is asked of it and by what takes it. */
function kindOf(path: string, to: string): string {
  if (/^\.(?:inputs?|outputs?|apply|layers|getLayer|predict)\b/.test(path)) return 'a model';
  return to === 'tf.model' ? 'a tensor of the network' : 'a model or a layer';
}

/** Why a model cannot be made of something that is not there, as a part of a sentence. */
export function absence(what: string, to: string, parameters: ReadonlySet<string>): string {
  const [name = what] = /^[\w$]+/.exec(what) ?? [];
  if (!parameters.has(name)) {
    return `it needs ${what}, which only exists when the program runs, for ${to}`;
  }
  const given = what === name ? '' : `, whose ${what.slice(name.length + 1)} ${to} is given here`;
  const kind = kindOf(what.slice(name.length), to);
  return `it takes ${kind} (${name})${given}, and nothing in the workspace makes one for it`;
}
