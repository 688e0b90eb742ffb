import { existsSync, readFileSync } from 'node:fs';
import { findSites } from '../../detection/languages/languages';
import { OVERRIDES_FILE } from '../../workspace/overrides/overrides';
import { isSourceFile } from '../../detection/languages/sourceFile';
import { strayOverrides } from '../../workspace/overrides/strayOverrides';
import { sentenceOf } from '../../shared/words/sentence';
import { shownFile, type FoundSite } from './sites';
import type { Terminal } from '../terminal/terminal';

function definitionsOf(file: string): readonly string[] | undefined {
  if (!existsSync(file)) return undefined;
  return isSourceFile(file)
    ? findSites(readFileSync(file, 'utf8'), file).map(({ name }) => name)
    : [];
}

/** Reports each name in the working folder's overrides that no definition has. */
export async function tellStrays(found: readonly FoundSite[], terminal: Terminal): Promise<void> {
  if (!existsSync(OVERRIDES_FILE)) return;
  const text = readFileSync(OVERRIDES_FILE, 'utf8');
  const all = found.map(({ file, site }) => ({ file: shownFile(file), name: site.name }));
  const strays = await strayOverrides(
    text,
    (file) => Promise.resolve(definitionsOf(file)),
    () => Promise.resolve(all),
  );
  for (const { at, message } of strays) {
    terminal.err(`skipscope: ${at.file}:${at.line}:${at.column}: ${sentenceOf(message)}\n`);
  }
}
