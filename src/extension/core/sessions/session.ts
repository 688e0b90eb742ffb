import { toFailureInfo, type FailureInfo } from '../../../shared/base/failures';
import type { InspectRequest, Progress } from '../../../shared/protocol/inspectRequest';
import type { JobOf } from '../../../shared/protocol/job';
import type { JobRunner, ProductKinds } from '../../../shared/protocol/jobs';
import type { ProfileRequest } from '../../../shared/protocol/profileRequest';
import type { ModelKey } from '../../../shared/model/modelKey';
import { isSameNetwork, joinProfile } from '../../../shared/report/joinProfile';
import type { Report } from '../../../shared/report/report';
import { InspectedText } from './inspectedText';
import { movesLines, type LineEdit } from './lineEdits';

/** A result of a run, with the text it is about. */
export interface Outcome<T> {
  readonly value: T;
  readonly text: InspectedText;
}

/** The complete state of one site; a newer state replaces an older one whole. */
export interface SessionState {
  readonly run?:
    | { readonly probe: boolean; readonly progress: Progress; readonly text: InspectedText }
    | undefined;
  /** The latest report, possibly before its probe. */
  readonly report?: Outcome<Report>;
  /** The latest report with a probe. */
  readonly probed?: Outcome<Report>;
  /** The latest report with a profile. */
  readonly profiled?: Outcome<Report>;
  /** The failure of the latest run, if it ended without a report. */
  readonly failure?: Outcome<FailureInfo> | undefined;
  /** The report of a probe that is not through, with the numbers so far. */
  readonly growing?: Outcome<Report> | undefined;
  /** The network up to the layer that refused its inputs, if the latest run ended there. */
  readonly unfinished?: Outcome<Report> | undefined;
  /** Duration of the run that gave the latest report, in seconds. */
  readonly seconds?: number;
}

/** The report to draw: that of a network that does not build shows where. */
export const drawnReport = ({
  report,
  failure,
  unfinished,
  growing,
}: SessionState): Outcome<Report> | undefined =>
  growing ?? (failure && unfinished ? unfinished : report);

/**
 * `progress`: only the progress of a run; `edit`: only the text; `result`: the outcome, or the start or end
 * of a run.
 */
export type SessionChange = 'progress' | 'edit' | 'result';

interface Run {
  readonly stop: AbortController;
  readonly text: InspectedText;
  readonly kind: 'inspect' | 'profile';
  /** Set while the run is not announced yet. */
  quiet?: NodeJS.Timeout;
}

/** A job that ends with a report. */
type ReportJob = JobOf<ProductKinds, 'inspect' | 'profile'>;

/** The same network, built from the same text. */
const isSameRun = (a: Outcome<Report>, b: Outcome<Report>): boolean =>
  !a.text.outOfDate &&
  a.text.request.text === b.text.request.text &&
  isSameNetwork(a.value, b.value);

/**
 * The delay before stages are shown: most rebuilt graphs are ready earlier, and their stages would only
 * flicker.
 */
const PATIENCE_MILLISECONDS = 500;

/** One model of one document: at most one run at a time, and the outcome of the latest one. */
export class Session {
  private shown: SessionState = {};
  private current: Run | undefined;

  constructor(
    private named: ModelKey,
    private readonly engine: JobRunner,
    private readonly changed: (session: Session, change: SessionChange) => void,
  ) {}

  get site(): ModelKey {
    return this.named;
  }

  get state(): SessionState {
    return this.shown;
  }

  /** Its document has another name from now on. */
  move(document: string): void {
    this.named = { ...this.named, document };
    this.replace({ ...this.shown });
  }

  /** Ends an earlier run first. {@link state} holds the outcome; never rejects. */
  run(request: InspectRequest): Promise<void> {
    return this.start({ kind: 'inspect', ...request });
  }

  /** Measures time and memory of a training step, as {@link run} does. */
  profile(request: ProfileRequest): Promise<void> {
    return this.start({ kind: 'profile', ...request });
  }

  private async start(job: ReportJob): Promise<void> {
    this.current?.stop.abort();
    const { kind, ...request } = job;
    const run: Run = {
      stop: new AbortController(),
      text: new InspectedText(request, performance.now()),
      kind,
    };
    this.current = run;
    // Events of a cancelled or replaced run are dropped.
    const whileCurrent = (react: () => void): void => {
      if (this.current === run) react();
    };
    const isRefresh = kind === 'inspect' && job.probe === null && this.shown.report !== undefined;
    if (isRefresh) run.quiet = setTimeout(() => this.speak(run), PATIENCE_MILLISECONDS);
    this.progress(run, { stage: 'starting engine' });
    const listener = {
      progress: (at: Progress) => whileCurrent(() => this.progress(run, at)),
      partial: (draft: Report) => whileCurrent(() => this.accept(draft, run)),
    };
    try {
      const report = await this.engine.run(job, listener, run.stop.signal);
      whileCurrent(() => this.finish(report, run));
    } catch (error) {
      whileCurrent(() => this.fail(toFailureInfo(error), run));
    }
  }

  cancel(): void {
    this.current?.stop.abort();
  }

  /** Takes an edit of the document, with the text after it. */
  edited(edits: readonly LineEdit[], textNow: string): void {
    const { report, probed, profiled, failure, unfinished, growing } = this.shown;
    const texts = new Set(
      [this.current, report, probed, profiled, failure, unfinished, growing].flatMap(
        (outcome) => outcome?.text ?? [],
      ),
    );
    let news = edits.some(movesLines);
    for (const text of texts) {
      const before = text.outOfDate;
      text.edited(edits, textNow);
      news ||= before !== text.outOfDate;
    }
    if (texts.size > 0 && news) this.replace({ ...this.shown }, 'edit');
  }

  private progress({ text, quiet, kind }: Run, progress: Progress): void {
    const probe = kind === 'inspect' && text.request.probe !== null;
    const run = { probe, progress, text };
    const change = this.shown.run?.text === text ? 'progress' : 'result';
    this.shown = { ...this.shown, run };
    if (!quiet) this.changed(this, change);
  }

  private speak(run: Run): void {
    delete run.quiet;
    if (this.current === run) this.changed(this, 'result');
  }

  private accept(given: Report, { text, kind }: Run): void {
    if (kind === 'profile' && this.isKnown({ value: given, text })) return;
    const value = this.joined({ value: given, text });
    const report = { value, text };
    if (value.refused && this.current) {
      // Its failure follows, and both are shown together.
      this.shown = { ...this.shown, unfinished: report };
      return;
    }
    if (value.probe?.planned) {
      this.replace({ ...this.shown, growing: report });
      return;
    }
    const probed = value.probe ? { probed: report } : {};
    const profiled = value.profile ? { profiled: report } : {};
    this.replace({
      ...this.shown,
      ...probed,
      ...profiled,
      report,
      failure: undefined,
      unfinished: undefined,
      growing: undefined,
    });
  }

  /** Tells a network before its profile of which more is shown already. */
  private isKnown(draft: Outcome<Report>): boolean {
    const { report } = this.shown;
    const { profile, refused } = draft.value;
    return !profile && !refused && report !== undefined && isSameRun(report, draft);
  }

  /** Keeps the other half of what was measured on the same text: gradients, or time and memory. */
  private joined(given: Outcome<Report>): Report {
    const { report, profiled } = this.shown;
    if (given.value.profile)
      return report && isSameRun(report, given)
        ? joinProfile(report.value, given.value)
        : given.value;
    return profiled && isSameRun(profiled, given)
      ? joinProfile(given.value, profiled.value)
      : given.value;
  }

  private finish(report: Report, run: Run): void {
    this.current = undefined;
    const seconds = (performance.now() - run.text.startedAt) / 1000;
    this.shown = { ...this.shown, run: undefined, seconds };
    this.accept(report, run);
  }

  private fail(failure: FailureInfo, { text }: Run): void {
    this.current = undefined;
    // A cancelled run says nothing about the model: the view keeps the earlier result.
    const { unfinished, probed } = this.shown;
    // Numbers of a probe that was stopped are better than none, and worse than those of a whole one.
    const growing = probed || failure.code !== 'cancelled' ? undefined : this.shown.growing;
    const drawn = unfinished?.text === text ? unfinished : undefined;
    const outcome =
      failure.code === 'cancelled' ? {} : { failure: { value: failure, text }, unfinished: drawn };
    this.replace({ ...this.shown, ...outcome, growing, run: undefined });
  }

  private replace(state: SessionState, change: SessionChange = 'result'): void {
    this.shown = state;
    this.changed(this, change);
  }
}
