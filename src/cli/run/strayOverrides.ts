import { overridesKey } from '../../workspace/overrides/overrides';
import { overridesTextIn } from '../../workspace/overrides/overridesText';
import { strayOverrides } from '../../workspace/overrides/strayOverrides';
import { sentenceOf } from '../../shared/words/sentence';
import { tell } from '../terminal/failureText';
import { shownFile, type FoundSite } from './sites';
import type { Terminal } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';

/** Reports each name in the working folder's overrides that no definition has. */
export async function tellStrays(found: readonly FoundSite[], terminal: Terminal): Promise<void> {
  const root = process.cwd();
  const all = found.map(({ file, site }) => overridesKey(shownFile(file), site.name));
  const strays = await strayOverrides(await overridesTextIn(root), root, () =>
    Promise.resolve(all),
  );
  for (const { at, message } of strays.map(oneLined)) {
    tell(`${at.file}:${at.line}:${at.column}: ${sentenceOf(message)}`, terminal);
  }
}
