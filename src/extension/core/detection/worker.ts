import { parentPort } from 'node:worker_threads';
import { findSites, proposeEdits } from '../../../detection/languages/languages';
import { Failure } from '../../../shared/base/failures';
import { announce, serve } from '../../../shared/protocol/rpc';
import type { FileSites } from '../../../shared/model/modelSite';
import { editOverrides } from '../../../workspace/overrides/editOverrides';
import { overridesTextIn } from '../../../workspace/overrides/overridesText';
import { readOverrides } from '../../../workspace/overrides/readOverrides';
import { searchFile } from '../../../workspace/searchFiles';
import { isListed } from '../../../workspace/sourceFiles';
import {
  isFileInFolders,
  isFixRequest,
  isFolder,
  isListing,
  isOverridesChange,
  isSourceText,
  type DetectionContract,
  type FileInFolders,
} from '../../../shared/protocol/detectionContract';
import { findStrays } from './findStrays';
import { listFolders } from './listFolders';
import { portOf } from './workerPort';

if (!parentPort) throw new Failure('unexpected', 'the detection worker runs in a worker thread');
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
  readOverrides: {
    accepts: isFolder,
    handle: async ({ root }) => readOverrides(await overridesTextIn(root)),
  },
  findStrays: { accepts: isFolder, handle: ({ root }, signal) => findStrays(root, signal) },
  editOverrides: {
    accepts: isOverridesChange,
    handle: async ({ root, site, edit }) => editOverrides(await overridesTextIn(root), site, edit),
  },
  proposeEdits: { accepts: isFixRequest, handle: proposeEdits },
});
