import path from 'node:path';
import { PYTHON_PACKAGES } from '../../../shared/protocol/engineProcess';
import { findSites } from '../../../detection/languages/languages';
import { joinCells, type JoinedCells } from '../../../detection/python/notebookCells';
import { isNotebook } from '../../../detection/python/sourceFile';
import { Failure, thrownText } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import type { SourcePosition } from '../../../shared/base/source';
import type { ModelSite } from '../../../shared/model/modelSite';
import type { KeptFile } from '../../../shared/protocol/keptFile';
import type { KerasRecording } from '../../../shared/protocol/python/kerasRecording';
import type {
  PythonFailureCode,
  RecordAnswer,
  RecordRequest,
} from '../../../shared/protocol/python/pythonContract';
import type { Recording } from '../../../shared/protocol/python/recording';
import { message } from '../../../shared/words/message';
import { reportPath } from '../../../workspace/reportPath';
import type { Frontend } from '../../model/frontend';
import type { ModelDescription } from '../../model/modelDescription';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import { openBackend, runtimeFor } from '../../tfjs/backends/openBackend';
import { workspaceFiles } from './embedded/files';
import { openPython } from './embedded/openPython';
import type { EmbeddedPython } from './embedded/pyodide';
import { record, UnreadableAnswer } from './embedded/record';
import { endOfGraph, failureOf } from './failures';
import type { OpenKeras, ReadNetwork, RecordedNetwork, RecordingContext } from './network';
import { leaveHelper, prepareHelper, type PreparedHelper } from './interpreter/preparedHelper';
import { withLooseEnds } from './network/looseEnds';
import { inNotebook } from './notebook';
import { openRealKeras, type OpenTopology } from './realKeras';
import { openReal } from './realTorch';
import { shownArguments } from './shownArguments';
import { recordingGaps } from './recordingGaps';

type StartPython = (keep?: (file: KeptFile) => void) => Promise<EmbeddedPython>;

/** The parts that a recording passes through, and what starts a Python. */
export interface PythonParts {
  readonly read: ReadNetwork;
  readonly openKeras: OpenKeras;
  readonly start?: StartPython;
  /** The user's own Python with torch, if one is at hand. */
  readonly helper?: () => PreparedHelper | undefined;
  /** Folders of packages in source that the embedded Python may import; those that the host named where absent. */
  readonly packages?: readonly string[];
}

const namedPackages = (): readonly string[] =>
  (process.env[PYTHON_PACKAGES] ?? '').split(path.delimiter).filter(Boolean);

/**
 * Opens PyTorch and Keras definitions in Python files, and in notebooks: without a Python of the user's, and PyTorch
 * with one that knows or measures more.
 */
export function pythonFrontend(parts: PythonParts): Frontend<Subject> {
  const start: StartPython = parts.start ?? ((keep) => openPython({ keep }));
  const helper = parts.helper ?? prepareHelper;
  let ready: Promise<EmbeddedPython> | undefined;
  // A Python answers one request: the code of a model may change anything in it.
  const take = (): Promise<EmbeddedPython> => {
    const python = ready ?? start();
    ready = undefined;
    return python;
  };
  return {
    id: 'python',
    patterns: ['*.py', '*.ipynb'],
    opens: ({ file }) => isPythonFile(file),
    openRuntime: openBackend,
    prepare: async (keep) => {
      helper();
      ready ??= start(keep);
      // `open` tells why it did not start.
      await ready.catch(() => undefined);
    },
    leave: leaveHelper,
    locate: (subject) => locateDefinition(subject),
    open: (subject, seed) => open(subject, seed, { ...parts, helper }, take),
  };
}

/** Tells whether a file holds Python. */
export const isPythonFile = (file: string): boolean => file.endsWith('.py') || isNotebook(file);

const contentOf = ({ content }: Subject): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

/** The place of a definition, or the top of its file if detection does not see it. */
function locateDefinition(subject: Subject, site = siteOf(subject)): SourcePosition {
  const { line, column } = site?.range.start ?? { line: 1, column: 1 };
  return { file: reportPath(subject.file, subject.root), line, column };
}

function siteOf(subject: Subject): ModelSite | undefined {
  const sites = findSites(contentOf(subject), subject.file);
  return (
    sites.find(({ name }) => name === subject.site) ?? (subject.site === '' ? sites[0] : undefined)
  );
}

async function open(
  subject: Subject,
  seed: number,
  parts: PythonParts,
  take: () => Promise<EmbeddedPython>,
): Promise<OpenedModel> {
  const site = siteOf(subject);
  const source = locateDefinition(subject, site);
  const started = performance.now();
  const joined = cellsOf(subject, source);
  const helper = parts.helper?.();
  const asked = askedOf(subject, joined, source);
  const real = async (embedded?: RecordAnswer): Promise<OpenedModel | undefined> => {
    const isKeras = site?.framework === 'keras';
    if (!helper || !goesToReal(helper, { ...subject, isKeras }, embedded)) return undefined;
    const request = { ...asked.request, root: asked.root };
    const { allowNetwork = false } = subject;
    const run = { prepared: helper, request, allowNetwork, joined, source, embedded, started };
    const openTopology: OpenTopology = (keras, load) =>
      parts.openKeras(keras, contextOf(keras, source), { seed, load });
    return isKeras ? openRealKeras(run, openTopology) : openReal(run);
  };
  if (helper?.route === 'interpreter') {
    const opened = await real();
    if (opened) return opened;
  }
  const python = await take().catch((error: unknown) => {
    const reason = thrownText(error);
    throw new Failure('unbuildable', message('python.not-started', { reason }), source);
  });
  const loaded = performance.now();
  const answer = answerTo(asked, python, { joined, source, ...parts });
  const times = { load: loaded - started, build: performance.now() - loaded };
  return (await real(answer)) ?? openAnswer(answer, { source, times, seed }, parts);
}

/** The model that TensorFlow.js trains, or the graph of one that it cannot. */
async function openAnswer(
  answer: RecordAnswer,
  run: Run,
  parts: PythonParts,
): Promise<OpenedModel> {
  const { source, times, seed } = run;
  if ('failure' in answer) return drawnUpTo(answer, run, parts);
  const load = times.load + times.build;
  if ('keras' in answer)
    return parts.openKeras(answer.keras, contextOf(answer.keras, source), { seed, load });
  const network = readNetwork(answer.recording, source, parts);
  if (network.train) return network.train(seed, load);
  const { unsupported = message('python.gradients-not-measured') } = network;
  return untrainable(network.description, unsupported, times);
}

/** Reasons that the real library may do away with. */
const metWithout: ReadonlySet<PythonFailureCode> = new Set([
  'operation',
  'package',
  'package-fails',
  'needs-values',
  'raised',
  'input',
  'argument',
  'out-of-memory',
]);

/** Tells whether to ask the user's Python: for the probe of torch, and if the embedded one does not know enough. */
function goesToReal(
  { route }: PreparedHelper,
  { isProbed = true, isKeras }: Pick<Subject, 'isProbed'> & { readonly isKeras: boolean },
  embedded: RecordAnswer | undefined,
): boolean {
  if (route === 'interpreter' || (isProbed && !isKeras)) return true;
  return embedded !== undefined && 'failure' in embedded && metWithout.has(embedded.failure.code);
}

const readNetwork = (
  recording: Recording,
  source: SourcePosition,
  { read }: PythonParts,
): RecordedNetwork => read(recording, contextOf(recording, source));

const contextOf = (
  recording: Recording | KerasRecording,
  source: SourcePosition,
): RecordingContext => {
  const gaps = recordingGaps(recording);
  return {
    name: recording.definition,
    source,
    arguments: shownArguments(recording.arguments),
    ...(gaps.length > 0 && { notMeasured: gaps }),
  };
};

/** The joined cells of a notebook; `undefined` for other files. */
function cellsOf(subject: Subject, source: SourcePosition): JoinedCells | undefined {
  if (!isNotebook(subject.file)) return undefined;
  const joined = joinCells(contentOf(subject));
  if (joined) return joined;
  throw new Failure('no-model', message('python.no-notebook', { file: source.file }), source);
}

/** A request to a Python, and the file and folder that it is about. */
interface Asked {
  /** Without its root: the embedded Python has copies. */
  readonly request: Omit<RecordRequest, 'root'>;
  readonly full: string;
  readonly root: string;
}

function askedOf(subject: Subject, joined: JoinedCells | undefined, source: SourcePosition): Asked {
  const { file: full, site, arguments: given, inputShape } = subject;
  // A file outside the workspace has its own folder for a root.
  const isInside = !source.file.startsWith('..') && !path.isAbsolute(source.file);
  const root = isInside ? subject.root : path.dirname(full);
  const text = joined?.text ?? contentOf(subject);
  const request = { file: reportPath(full, root), text, site, arguments: given };
  return { request: { ...request, ...(inputShape && { inputShapes: [inputShape] }) }, full, root };
}

interface Surroundings extends Pick<PythonParts, 'packages'> {
  /** The cells of a notebook. */
  readonly joined: JoinedCells | undefined;
  readonly source: SourcePosition;
}

function answerTo(
  { request, full, root }: Asked,
  python: EmbeddedPython,
  { joined, source, packages = namedPackages() }: Surroundings,
): RecordAnswer {
  try {
    const answer = record(python, request, workspaceFiles(full, root), packages);
    return joined ? inNotebook(answer, request.file, joined) : answer;
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    const why = message('python.unreadable-answer', { fault: error.message });
    throw new Failure('unbuildable', why, source);
  }
}

interface Run {
  readonly source: SourcePosition;
  readonly times: OpenedModel['milliseconds'];
  readonly seed: number;
}

type FailedAnswer = Extract<RecordAnswer, { readonly failure: unknown }>;

/** The graph of what was recorded before a definition failed. Throws its failure if that is nothing. */
async function drawnUpTo(answer: FailedAnswer, run: Run, parts: PythonParts): Promise<OpenedModel> {
  const { source, times } = run;
  const failed = failureOf(answer.failure, source);
  try {
    const description = await describedUpTo(answer, run, parts);
    if (!description) throw failed;
    return untrainable(description, endOfGraph(answer.failure, source), times);
  } catch {
    // The recording is no network yet.
    throw failed;
  }
}

async function describedUpTo(
  { upTo, kerasUpTo, failure }: FailedAnswer,
  { source, times, seed }: Run,
  parts: PythonParts,
): Promise<ModelDescription | undefined> {
  if (kerasUpTo) {
    const run = { seed, load: times.load };
    const opened = await parts.openKeras(kerasUpTo, contextOf(kerasUpTo, source), run);
    opened.dispose();
    return opened.description;
  }
  if (!upTo || upTo.nodes.every(({ op }) => op === 'input')) return undefined;
  // Shapes that were searched for may be what does not fit.
  const isSure = failure.code === 'raised';
  const nodes = isSure ? upTo.nodes : upTo.nodes.filter(({ refused }) => !refused);
  return readNetwork(withLooseEnds({ ...upTo, nodes }), source, parts).description;
}

/** A model with a graph that no pass is run of. */
const untrainable = (
  description: ModelDescription,
  reason: Message,
  milliseconds: OpenedModel['milliseconds'],
): OpenedModel => {
  const { cannotRun = reason } = description;
  return {
    description: { ...description, cannotRun },
    runtime: runtimeFor(description.framework),
    milliseconds,
    start: () => Promise.reject(new Failure('unbuildable', cannotRun)),
    dispose: () => undefined,
  };
};
