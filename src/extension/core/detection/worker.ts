import { parentPort, workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { findSites } from '../../../detection/javascript/findSites';
import { proposeEdit } from '../../../detection/javascript/fixes/proposeEdit';
import { Failure } from '../../../shared/base/failures';
import { announce, serve } from '../../../shared/protocol/rpc';
import type { FileSites } from '../../../shared/model/modelSite';
import { searchFile } from '../../../workspace/searchFiles';
import { isListed } from '../../../workspace/sourceFiles';
import {
  isFileInFolders,
  isFixRequest,
  isListing,
  isSourceText,
  type DetectionContract,
  type FileInFolders,
} from '../../../shared/protocol/detectionContract';
import { listFolders } from './listFolders';
import { portOf } from './workerPort';

if (!parentPort) throw new Failure('unexpected', 'the detection worker runs in a worker thread');
const words = workerData as Record<string, string> | undefined;
if (words) l10n.config({ contents: words });
const port = portOf(parentPort, () => ({ dispose: () => undefined }));

async function searchListed({ file, folders }: FileInFolders): Promise<FileSites> {
  const listed = folders.some((folder) => isListed(file, folder));
  return listed ? searchFile(file) : { file, sites: [] };
}

serve<DetectionContract>(port, {
  findSites: { accepts: isSourceText, handle: ({ file, text }) => findSites(text, file) },
  listSites: {
    accepts: isListing,
    handle: ({ listing, folders }, signal) =>
      listFolders(
        folders,
        (progress) => announce(port, 'progress', { listing, ...progress }),
        signal,
      ),
  },
  searchFile: { accepts: isFileInFolders, handle: searchListed },
  proposeEdit: { accepts: isFixRequest, handle: (asked) => proposeEdit(asked) ?? null },
});
