import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isSourceFile } from '../../detection/languages/sourceFile';
import type { SourcePosition } from '../../shared/base/source';
import type { StrayOverride } from '../../shared/protocol/detectionContract';
import { message } from '../../shared/words/message';
import { fileFailure, isMissing } from '../files/readFile';
import { searchFile, type SearchedFile } from '../searchFiles';
import { nearestAmong } from './nearestName';
import { partOf } from './partOf';
import { keyParts, OVERRIDES_FILE } from './overrides';
import { overridesPositions, readOverrides } from './readOverrides';

/** The names of the definitions in a file; `unknown` if it cannot be searched. */
type Definitions = readonly string[] | 'missing' | 'unknown';

/** Most names that are looked for, and most stray ones that are reported. */
const MOST_CHECKED = 1000;
const MOST_TOLD = 100;

async function definitionsIn(file: string): Promise<Definitions> {
  // A saved model may be large, and holds no definition.
  const { sites, failure } = isSourceFile(file) ? await searchFile(file) : await seen(file);
  if (!failure) return sites.map(({ name }) => name);
  return isMissing(failure) ? 'missing' : 'unknown';
}

const seen = (file: string): Promise<SearchedFile> =>
  stat(file).then(
    () => ({ file, sites: [] }),
    (error: unknown) => ({ file, sites: [], failure: fileFailure(error, file) }),
  );

/** A saved model is a file without definitions, and its name ends with the mark. */
function isStray(name: string, definitions: Definitions): boolean {
  if (definitions === 'missing') return true;
  return definitions !== 'unknown' && name !== '' && !definitions.includes(name);
}

/** Searches each file once, however many names are in it. */
async function strayKeys(keys: readonly string[], root: string): Promise<string[]> {
  const known = new Map<string, Definitions>();
  const strays: string[] = [];
  for (const key of keys) {
    const { file, name } = keyParts(key);
    const definitions =
      known.get(file) ?? (file === '' ? 'missing' : await definitionsIn(path.join(root, file)));
    known.set(file, definitions);
    if (isStray(name, definitions)) strays.push(key);
  }
  return strays;
}

const top: SourcePosition = { file: OVERRIDES_FILE, line: 1, column: 1 };

function toldOf(text: string, strays: readonly string[], all: readonly string[]): StrayOverride[] {
  const positionOf = overridesPositions(text);
  const nearestTo = nearestAmong(all);
  return strays.slice(0, MOST_TOLD).map((name) => {
    const nearest = partOf(name, all) ?? nearestTo(name);
    return {
      at: positionOf(['sites', name], 'key'),
      message:
        nearest === undefined
          ? message('detection.stray-override', { name })
          : message('detection.stray-override-near', { name, nearest }),
    };
  });
}

/**
 * The names in the overrides text of a folder that no definition has: most often a typing error, or a definition
 * that was renamed. A file that cannot be searched may have any. The last messages count what was left out of a
 * long list. `all` gives the names that there are; it is called only if a name is stray. Throws a `Failure` as
 * `readOverrides` does.
 */
export async function strayOverrides(
  text: string,
  root: string,
  all: () => Promise<readonly string[]>,
): Promise<StrayOverride[]> {
  const names = Object.keys(readOverrides(text).sites);
  const unchecked = Math.max(0, names.length - MOST_CHECKED);
  const strays = await strayKeys(names.slice(0, MOST_CHECKED), root);
  const rest = Math.max(0, strays.length - MOST_TOLD);
  return [
    ...(strays.length > 0 ? toldOf(text, strays, await all()) : []),
    ...(rest > 0 ? [{ at: top, message: message('detection.more-strays', { count: rest }) }] : []),
    ...(unchecked > 0
      ? [{ at: top, message: message('detection.names-unchecked', { count: unchecked }) }]
      : []),
  ];
}
