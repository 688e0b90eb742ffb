import * as l10n from '@vscode/l10n';
import { Failure } from '../../../../shared/base/failures';
import { placeholdersIn } from '../arguments/placeholders';
import type { Plan } from '../arguments/planSteps';
import type { RunNotes } from './runNotes';

/** How the words begin where a model is loaded from elsewhere. */
export const REMOTE = l10n.t('it loads a model that is not in the workspace');

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
  return to === 'tf.model' ? l10n.t('a tensor of the network') : l10n.t('a model or a layer');
}

/** Why a model cannot be made of something that is not there, as a part of a sentence. */
export function absence(what: string, to: string, parameters: ReadonlySet<string>): string {
  const [name = what] = /^[\w$]+/.exec(what) ?? [];
  if (!parameters.has(name)) {
    return l10n.t('it needs {0}, which only exists when the program runs, for {1}', what, to);
  }
  const given =
    what === name ? '' : l10n.t(', whose {0} {1} is given here', what.slice(name.length + 1), to);
  const kind = kindOf(what.slice(name.length), to);
  return l10n.t(
    'it takes {0} ({1}){2}, and nothing in the workspace makes one for it',
    kind,
    name,
    given,
  );
}
