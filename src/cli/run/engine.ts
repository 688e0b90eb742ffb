import path from 'node:path';
import { EngineClient, type EngineClientOptions } from '../../engineClient/engineClient';
import { jobKinds, type ProductKinds } from '../../shared/protocol/jobs';
import type { InspectRequest } from '../../shared/protocol/inspectRequest';
import { standardLimits } from '../../shared/protocol/inspectRequest';
import { visible } from '../../shared/base/visible';
import { sentenceOf } from '../../shared/words/sentence';
import { bundle } from '../terminal/bundle';
import { packagePlaces } from './packages';
import type { RunOptions } from './runOptions';
import type { Target } from './sites';

export interface Engine {
  readonly client: EngineClient<ProductKinds>;
  /** The end of what the engine and the model printed so far. */
  readonly printed: () => string;
}

type Limits = Pick<RunOptions, 'deadlineSeconds' | 'memoryMegabytes'> &
  Partial<Pick<RunOptions, 'backend'>>;

/** Of what is printed, the end says what happened. */
const MOST_PRINTED = 20_000;

/** An engine whose last output is kept, to be shown where a run fails. */
export function openEngine(limits: Limits = standardLimits): Engine {
  const { deadlineSeconds, memoryMegabytes, backend } = limits;
  let printed = '';
  const options: EngineClientOptions = {
    entry: bundle('engine.js'),
    deadlineSeconds,
    memoryMegabytes,
    packages: packagePlaces(),
    backend,
    warn: (why) => process.stderr.write(`${visible(sentenceOf(why))}\n`),
    log: (text) => (printed = (printed + text.slice(-MOST_PRINTED)).slice(-MOST_PRINTED)),
  };
  const client = new EngineClient(options, jobKinds);
  return { client, printed: () => printed };
}

/**
 * The request for a model. Its root is the working folder, or the file's own folder where that lies
 * elsewhere.
 */
export function requestFor({ file, site, text }: Target, run: RunOptions): InspectRequest {
  const { arguments: given, inputShape, backend, allowNetwork, thresholds, probe } = run;
  const cwd = process.cwd();
  const below = !path.relative(cwd, file).startsWith('..');
  return {
    root: below ? cwd : path.dirname(file),
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
