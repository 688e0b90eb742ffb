import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  type DescribedRecording,
  readRecording,
} from '../../src/engine/frontends/python/network/describeRecording';
import type { Recording } from '../../src/shared/protocol/python/recording';

/** Facts of a model that no file defines. */
export const context = {
  name: 'Net',
  source: { file: 'net.py', line: 1, column: 1 },
  arguments: [],
};

/** A run of real PyTorch, which `test/support/python/make_recordings.py` recorded. */
export function recordingNamed(name: string): Recording {
  const file = new URL(`../fixtures/recordings/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Recording;
}

/** The same as the engine reads it. */
export const describedRecording = (name: string): DescribedRecording =>
  readRecording(recordingNamed(name), context);
