import path from 'node:path';
import type { StrayOverride } from '../../../shared/protocol/detectionContract';
import { overridesKey } from '../../../workspace/overrides/overrides';
import { overridesTextIn } from '../../../workspace/overrides/overridesText';
import { strayOverrides } from '../../../workspace/overrides/strayOverrides';
import { searchFiles } from '../../../workspace/searchFiles';
import { sourceFilesBelow } from '../../../workspace/sourceFiles';

/**
 * The names in a folder's overrides that none of its definitions has. Rejects with a `Failure` if the overrides
 * cannot be read, and with one of code `cancelled`.
 */
export async function findStrays(root: string, signal: AbortSignal): Promise<StrayOverride[]> {
  const all = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { file, sites } of searchFiles(sourceFilesBelow(root), signal)) {
      keys.push(...sites.map(({ name }) => overridesKey(path.relative(root, file), name)));
    }
    return keys;
  };
  return strayOverrides(await overridesTextIn(root), root, all);
}
