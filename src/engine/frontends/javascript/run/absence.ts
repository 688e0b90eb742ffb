import { Failure } from '../../../../shared/base/failures';
import type { Message } from '../../../../shared/base/message';
import { message } from '../../../../shared/words/message';
import { placeholdersIn } from '../arguments/placeholders';
import type { Plan } from '../arguments/planSteps';
import type { RunNotes } from './runNotes';

const ELSEWHERE = 'javascript.loads-model-elsewhere';

/** The failure of a run whose code loads its model from elsewhere. */
export function elsewhereFailure({ elsewhere: [first] }: RunNotes): Failure | undefined {
  return first && new Failure('unbuildable', message(ELSEWHERE, { path: first.what }), first.at);
}

/** Tells the failure of a run whose code loads a model from elsewhere. */
export const isElsewhereFailure = (error: unknown): boolean =>
  error instanceof Failure && typeof error.detail !== 'string' && error.detail.code === ELSEWHERE;

/** Names of the parameters of a plan that nothing gives a value. */
export const parametersWithout = ({ steps }: Plan): ReadonlySet<string> =>
  new Set(
    steps
      .flatMap(({ parameters, forConstructor }) => [...parameters, ...forConstructor])
      .flatMap(({ value }) => placeholdersIn(value))
      .flatMap((one) => (one.kind === 'unknown' ? one.what : [])),
  );

type Kind = 'model' | 'tensor' | 'model-or-layer';

/**
 * The kind of value that a parameter must be, by the member that is read of it and the call that takes it.
 */
function kindOf(path: string, call: string): Kind {
  if (/^\.(?:inputs?|outputs?|apply|layers|getLayer|predict)\b/.test(path)) return 'model';
  return call === 'tf.model' ? 'tensor' : 'model-or-layer';
}

/** The reason that `call` cannot make a layer or a model of the absent value `what`. */
export function absence(what: string, call: string, parameters: ReadonlySet<string>): Message {
  const [name = what] = /^[\w$]+/.exec(what) ?? [];
  if (!parameters.has(name)) return message('javascript.needs-absent', { what, call });
  const path = what.slice(name.length);
  if (path.startsWith('(')) return message('javascript.takes-maker', { name, call });
  const kind = kindOf(path, call);
  if (path === '') return message(`javascript.takes-${kind}`, { name });
  return message(`javascript.takes-member-of-${kind}`, { name, member: path.slice(1), call });
}
