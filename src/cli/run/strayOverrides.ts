import { existsSync } from 'node:fs';
import { isSourceFile } from '../../detection/languages/sourceFile';
import { strayOverrides } from '../../workspace/overrides/strayOverrides';
import { searchFile } from '../../workspace/searchFiles';
import { sentenceOf } from '../../shared/words/sentence';
import { overridesTextHere } from './overrides';
import { shownFile, type FoundSite } from './sites';
import type { Terminal } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';

async function definitionsOf(file: string): Promise<readonly string[] | undefined> {
  if (!existsSync(file)) return undefined;
  return isSourceFile(file) ? (await searchFile(file)).sites.map(({ name }) => name) : [];
}

/** Reports each name in the working folder's overrides that no definition has. */
export async function tellStrays(found: readonly FoundSite[], terminal: Terminal): Promise<void> {
  const all = found.map(({ file, site }) => ({ file: shownFile(file), name: site.name }));
  const strays = await strayOverrides(await overridesTextHere(), definitionsOf, () =>
    Promise.resolve(all),
  );
  for (const { at, message } of strays) {
    const sentence = sentenceOf(oneLined(message));
    terminal.err(`skipscope: ${at.file}:${at.line}:${at.column}: ${sentence}\n`);
  }
}
