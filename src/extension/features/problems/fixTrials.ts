import * as l10n from '@vscode/l10n';
import { withEdit } from '../../../shared/model/applyEdit';
import type { TextEdit } from '../../../shared/model/fix';
import type { InspectRequest, Progress } from '../../../shared/protocol/inspectRequest';
import type { JobRunner } from '../../../shared/protocol/jobs';
import type { Finding, Report } from '../../../shared/report/report';
import { sentenceOf } from '../../../shared/words/sentence';
import { trialText } from '../../../shared/words/trialText';
import type { CurrentFinding } from '../../core/standing/currentFindings';
import type { Outcome } from '../../core/sessions/session';

/** The parts of a run that a trial needs. */
interface Running {
  readonly progress: (at: Progress) => void;
  readonly signal: AbortSignal;
}

/** Probes models with the edits of quick fixes, and keeps what each did; documents stay as they are. */
export class FixTrials {
  private readonly told = new WeakMap<Report, Map<string, string>>();

  constructor(
    private readonly engine: JobRunner,
    /** A trial ended, and {@link textOf} tells of it. */
    private readonly changed: () => void,
  ) {}

  /** The effect of a finding's fix, in a sentence; `undefined` if it was not tried. */
  textOf({ finding, outcome }: Pick<CurrentFinding, 'finding' | 'outcome'>): string | undefined {
    return this.told.get(outcome.value)?.get(keyOf(finding));
  }

  /** Rejects as the job `inspect` does. */
  async try(
    { finding, outcome }: Pick<CurrentFinding, 'finding' | 'outcome'>,
    edit: TextEdit,
    { progress, signal }: Running,
  ): Promise<string> {
    const request = requestWith(edit, outcome);
    const listener = { progress, partial: () => undefined };
    const after = await this.engine.run({ kind: 'inspect', ...request }, listener, signal);
    const before = outcome.value;
    const text = trialText({ finding, edit: sentenceOf(edit.title), before, after });
    const known = this.told.get(before) ?? new Map<string, string>();
    this.told.set(before, known.set(keyOf(finding), text));
    this.changed();
    return text;
  }
}

const keyOf = ({ code, layer }: Finding): string => `${code} ${layer}`;

/** The request of the report's run, on the text with the edit. */
const requestWith = (edit: TextEdit, { text: { request } }: Outcome<Report>): InspectRequest => ({
  ...request,
  text: withEdit(request.text ?? '', edit),
});

/** Tells whether a finding's fix can be tried: its numbers belong to the present text. */
export function isTriable({ outcome }: Pick<CurrentFinding, 'outcome'>, file: string): boolean {
  const { request, outOfDate } = outcome.text;
  const hasNumbers = outcome.value.probe !== undefined && request.probe !== null;
  return hasNumbers && !outOfDate && request.text !== undefined && request.file === file;
}

/** The title of the action that tries an edit. */
export const trialTitle = ({ title }: TextEdit): string =>
  l10n.t('Try without changing the file: {0}', sentenceOf(title));
