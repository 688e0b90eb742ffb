import path from 'node:path';
import * as vscode from 'vscode';
import { isSourceFile } from '../../../detection/languages/sourceFile';
import { strayOverrides, type StrayOverride } from '../../../workspace/overrides/strayOverrides';
import { largestBytes, readText } from '../../../workspace/files/readFile';
import type { FileSites } from '../../../shared/model/modelSite';
import type { Detector } from '../../core/detection/detector';

async function textOf(file: string): Promise<string | undefined> {
  const uri = vscode.Uri.file(file);
  try {
    // A saved model may be large, and holds no definition.
    if (!isSourceFile(file)) return await vscode.workspace.fs.stat(uri).then(() => '');
    return await readText(file, largestBytes.source);
  } catch {
    return undefined;
  }
}

/** The names in a folder's overrides that none of its definitions has. Throws a `Failure` if the text is no overrides file. */
export function straysIn(
  text: string,
  root: string,
  detector: Pick<Detector, 'findSites' | 'listSites'>,
): Promise<StrayOverride[]> {
  const definitionsOf = async (name: string): Promise<string[] | undefined> => {
    const file = path.join(root, name);
    const source = await textOf(file);
    if (source === undefined) return undefined;
    return (await detector.findSites({ file, text: source })).map((site) => site.name);
  };
  const all = async () => {
    const found: FileSites[] = [];
    const never = new AbortController().signal;
    await detector.listSites([root], (progress) => found.push(...progress.found), never);
    return found.flatMap(({ file, sites }) =>
      sites.map(({ name }) => ({ file: path.relative(root, file), name })),
    );
  };
  return strayOverrides(text, definitionsOf, all);
}
