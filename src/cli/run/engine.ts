import path from 'node:path';
import { EngineClient, type EngineClientOptions } from '../../engineClient/engineClient';
import { environmentPackages } from '../../engineClient/python/packageFolders';
import type { JournalFolder } from '../../engineClient/journal';
import { jobKinds, type ProductKinds } from '../../shared/protocol/jobs';
import type { InspectRequest } from '../../shared/protocol/inspectRequest';
import { standardLimits } from '../../shared/protocol/inspectRequest';
import { sentenceOf } from '../../shared/words/sentence';
import { projectRoot } from '../../workspace/projectRoot';
import { tell } from '../terminal/failureText';
import { bundle } from '../terminal/bundle';
import { cacheFolder } from './folders';
import type { Terminal } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';
import { packagePlaces } from './packages';
import type { RunOptions } from './runOptions';
import type { Target } from './sites';

export interface Engine {
  readonly client: EngineClient<ProductKinds>;
  /** The end of what the engine and the model printed so far. */
  readonly printed: () => string;
}

type Limits = Pick<RunOptions, 'deadlineSeconds' | 'memoryMegabytes'> &
  Partial<Pick<RunOptions, 'backend' | 'python'>>;

/** Of what is printed, the end says what happened. */
const MOST_PRINTED = 20_000;

/**
 * An engine whose last output is kept, to be shown where a run fails; long jobs are resumed from `journals`.
 */
export function openEngine(
  terminal: Terminal,
  limits: Limits = standardLimits,
  journals?: JournalFolder,
): Engine {
  const { deadlineSeconds, memoryMegabytes, backend, python } = limits;
  let printed = '';
  const options: EngineClientOptions = {
    entry: bundle('engine.js'),
    deadlineSeconds,
    memoryMegabytes,
    packages: packagePlaces(),
    cache: cacheFolder(),
    backend,
    python,
    pythonPackages: environmentPackages({ folders: [process.cwd()] }, python?.file),
    ...(journals && { journals }),
    inARow: true,
    warn: (why) => tell(sentenceOf(oneLined(why)), terminal),
    log: (text) => (printed = (printed + text.slice(-MOST_PRINTED)).slice(-MOST_PRINTED)),
  };
  const client = new EngineClient(options, jobKinds);
  return { client, printed: () => printed };
}

/**
 * The request for a model. Its root is the working folder, or another one that is given, or that of the file's project
 * where the file lies elsewhere.
 */
export function requestFor(
  { file, site, text }: Target,
  run: RunOptions,
  from = process.cwd(),
): InspectRequest {
  const { arguments: given, inputShape, backend, allowNetwork, thresholds, probe } = run;
  const below = !path.relative(from, file).startsWith('..');
  return {
    root: below ? from : projectRoot(file),
    file,
    site,
    arguments: given,
    inputShape,
    backend,
    allowNetwork,
    thresholds,
    probe,
    ...(text !== undefined && { text }),
  };
}
