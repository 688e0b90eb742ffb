import { workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';

const words = workerData as Record<string, string> | undefined;
if (words) l10n.config({ contents: words });
