import type { JoinedCells } from '../../../detection/python/notebookCells';
import { Failure, thrownText } from '../../../shared/base/failures';
import type { SourcePosition } from '../../../shared/base/source';
import type { RecordAnswer, RecordRequest } from '../../../shared/protocol/python/pythonContract';
import type { NotMeasured } from '../../../shared/report/report';
import { message } from '../../../shared/words/message';
import type { OpenedModel } from '../../model/openedModel';
import { failureOf } from './failures';
import { HelperFailure, HelperGone, type AboutHelper } from './interpreter/helper';
import { openRemote } from './interpreter/openRemote';
import type { PreparedHelper } from './interpreter/preparedHelper';
import { readRecording } from './network/describeRecording';
import { inNotebook } from './notebook';
import { shownArguments } from './shownArguments';
import { recordingGaps } from './recordingGaps';

export interface RealRun {
  readonly prepared: PreparedHelper;
  readonly request: RecordRequest;
  readonly allowNetwork: boolean;
  readonly joined: JoinedCells | undefined;
  readonly source: SourcePosition;
  /** The answer of the embedded Python; absent if that was not asked. */
  readonly embedded: RecordAnswer | undefined;
  readonly started: number;
}

/**
 * The model as the user's own torch records and trains it. `undefined` if the embedded Python has the better
 * answer. Rejects with a `Failure` if nothing else is left.
 */
export async function openReal(run: RealRun): Promise<OpenedModel | undefined> {
  const { prepared, embedded, source } = run;
  const about = await prepared.helper.about().catch((error: unknown) => {
    if (prepared.route !== 'interpreter') return undefined;
    throw new Failure(
      'unbuildable',
      message('python.no-torch', { reason: reasonOf(error) }),
      source,
    );
  });
  const loaded = performance.now();
  const answer = about && (await answerOf(run));
  if (!about || !answer) return undefined;
  if ('failure' in answer) return refused(answer, embedded, source);
  if ('keras' in answer) return undefined;
  const times = { load: loaded - run.started, build: performance.now() - loaded };
  return opened(run, { about, answer }, times);
}

async function answerOf({
  prepared,
  request,
  allowNetwork,
  joined,
  embedded,
  source,
}: RealRun): Promise<RecordAnswer | undefined> {
  try {
    const answer = await prepared.helper.record(request, { allowNetwork });
    return joined ? inNotebook(answer, request.file, joined) : answer;
  } catch (error) {
    if (!(error instanceof HelperGone || error instanceof HelperFailure)) throw error;
    if (embedded) return undefined;
    if (error instanceof HelperFailure && error.code === 'out-of-memory')
      throw new Failure('out-of-memory', message('python.torch-out-of-memory'), source);
    const reason = reasonOf(error);
    throw new Failure('unbuildable', message('python.helper-gone', { reason }), source);
  }
}

/** A definition that the real library does not build either: what it says counts if the embedded Python has no graph. */
export function refused(
  { failure }: Extract<RecordAnswer, { readonly failure: unknown }>,
  embedded: RecordAnswer | undefined,
  source: SourcePosition,
): undefined {
  if (embedded && hasGraph(embedded)) return undefined;
  throw failureOf(failure, source);
}

const hasGraph = (answer: RecordAnswer): boolean =>
  !('failure' in answer) || answer.upTo !== undefined || answer.kerasUpTo !== undefined;

function opened(
  { prepared, embedded, source }: RealRun,
  {
    about,
    answer,
  }: {
    readonly about: AboutHelper;
    readonly answer: Extract<RecordAnswer, { readonly recording: unknown }>;
  },
  times: OpenedModel['milliseconds'],
): OpenedModel {
  const { recording } = answer;
  const gaps = [...recordingGaps(recording), ...difference(embedded, recording.fingerprint)];
  const described = readRecording(recording, {
    name: recording.definition,
    source,
    arguments: shownArguments(recording.arguments),
    ...(gaps.length > 0 && { notMeasured: gaps }),
  });
  return openRemote({ helper: prepared.helper, about, recording, described }, times);
}

/** The gap of a draft that the recording of real torch replaces. */
function difference(embedded: RecordAnswer | undefined, fingerprint: string): NotMeasured[] {
  if (!embedded || !('recording' in embedded)) return [];
  if (embedded.recording.fingerprint === fingerprint) return [];
  const reason = message('python.recordings-differ');
  return [{ quantity: 'embeddedRecording', reason }];
}

const reasonOf = (error: unknown): string =>
  error instanceof HelperFailure
    ? String(error.values['text'] ?? error.values['package'] ?? error.code)
    : thrownText(error);
