/** One place on a call stack, in the running code. */
export interface RunFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const STACK_DEPTH = 64;

/** A frozen `Error` keeps what it has. */
const setStackDepth = (depth: number): void => void Reflect.set(Error, 'stackTraceLimit', depth);

/** Lets errors keep their stacks up to user code, below all that TensorFlow.js calls; returns what undoes it. */
export function keepDeepStacks(): () => void {
  const limit = Error.stackTraceLimit;
  setStackDepth(STACK_DEPTH);
  return () => setStackDepth(limit);
}

/** Reads the current stack, or that of an error that was not formatted yet. */
export function callSites(error?: Error): NodeJS.CallSite[] {
  const limit = Error.stackTraceLimit;
  const prepare = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  let sites: NodeJS.CallSite[] = [];
  setStackDepth(STACK_DEPTH);
  const take: typeof Error.prepareStackTrace = (_, found) => {
    sites = found;
    return '';
  };
  Reflect.set(Error, 'prepareStackTrace', take);
  // Asking for the text is what makes V8 hand the sites over.
  stackOf(error ?? new Error());
  setStackDepth(limit);
  if (prepare) Reflect.defineProperty(Error, 'prepareStackTrace', prepare);
  else Reflect.deleteProperty(Error, 'prepareStackTrace');
  return sites;
}

/** The stack of an error; empty where user code has put something else in its place. */
export function stackOf(error: Error): string {
  try {
    const stack: unknown = Reflect.get(error, 'stack');
    return typeof stack === 'string' ? stack : '';
  } catch {
    return '';
  }
}

/** Frames of the user's files among call sites. */
export function userFrames(
  sites: readonly NodeJS.CallSite[],
  isUser: (file: string) => boolean,
): RunFrame[] {
  return sites
    .filter((site) => isUser(site.getFileName() ?? ''))
    .map((site) => ({
      file: site.getFileName() ?? '',
      line: site.getLineNumber() ?? 1,
      column: site.getColumnNumber() ?? 1,
    }));
}
