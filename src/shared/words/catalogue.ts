import { backendsMessages } from './messages/backends';
import { dataMessages } from './messages/data';
import { detectionMessages } from './messages/detection';
import { editorMessages } from './messages/editor';
import { experimentsMessages } from './messages/experiments';
import { failuresMessages } from './messages/failures';
import { filesMessages } from './messages/files';
import { javascriptMessages } from './messages/javascript';
import { jobsMessages } from './messages/jobs';
import { layersMessages } from './messages/layers';
import { notMeasuredMessages } from './messages/notMeasured';
import { processMessages } from './messages/process';
import { pythonMessages } from './messages/python';
import { reportMessages } from './messages/report';
import { runtimesMessages } from './messages/runtimes';
import { savedMessages } from './messages/saved';
import { shapesMessages } from './messages/shapes';
import { skipsMessages } from './messages/skips';
import { trainingMessages } from './messages/training';

/** Every message, by its code: one whole sentence each, made when it is shown. */
export const catalogue = {
  ...backendsMessages,
  ...dataMessages,
  ...detectionMessages,
  ...editorMessages,
  ...experimentsMessages,
  ...failuresMessages,
  ...filesMessages,
  ...javascriptMessages,
  ...jobsMessages,
  ...layersMessages,
  ...notMeasuredMessages,
  ...processMessages,
  ...pythonMessages,
  ...reportMessages,
  ...runtimesMessages,
  ...savedMessages,
  ...shapesMessages,
  ...skipsMessages,
  ...trainingMessages,
};
export type Catalogue = typeof catalogue;
