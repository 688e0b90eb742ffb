import { parentPort } from 'node:worker_threads';
import { findSites } from '../../detection/findSites';
import { Failure } from '../../shared/base/failures';
import { serve } from '../../shared/protocol/rpc';
import { isSourceText, type DetectionContract } from './detectionContract';
import { portOf } from './workerPort';

if (!parentPort) throw new Failure('unexpected', 'the detection worker runs in a worker thread');
serve<DetectionContract>(
  portOf(parentPort, () => ({ dispose: () => undefined })),
  {
    findSites: { accepts: isSourceText, handle: ({ file, text }) => findSites(text, file) },
  },
);
