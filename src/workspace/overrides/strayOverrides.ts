import { diffChars } from 'diff';
import type { Message } from '../../shared/base/message';
import type { SourcePosition } from '../../shared/base/source';
import { message } from '../../shared/words/message';
import { overridesKey, overridesPosition, readOverrides } from './overrides';

/** A name in the overrides that no definition has. */
export interface StrayOverride {
  readonly at: SourcePosition;
  /** Names the nearest definition, where one is near. */
  readonly message: Message;
}

/** Finds the definitions of a file, named relative to the overrides; `undefined` where there is no such file. */
export type DefinitionsOf = (file: string) => Promise<readonly string[] | undefined>;

/** Characters that one text has and the other has not. */
const distance = (a: string, b: string): number =>
  diffChars(a, b)
    .filter(({ added, removed }) => added || removed)
    .reduce((sum, { value }) => sum + value.length, 0);

const nameOf = (key: string): string => key.slice(key.lastIndexOf('#') + 1);

function nearest(key: string, keys: readonly string[]): string | undefined {
  const [first] = keys
    .map((candidate) => ({ candidate, away: distance(key, candidate) }))
    .sort((a, b) => a.away - b.away);
  // Beyond half of its characters it is another one, unless only the file has moved.
  const isNear = first && (first.away <= key.length / 2 || nameOf(first.candidate) === nameOf(key));
  return isNear ? first.candidate : undefined;
}

/** A saved model is a file without definitions, and its name ends with the mark. */
async function isDefined(key: string, definitionsOf: DefinitionsOf): Promise<boolean> {
  const mark = key.lastIndexOf('#');
  const name = nameOf(key);
  const names = mark < 0 ? undefined : await definitionsOf(key.slice(0, mark));
  return names !== undefined && (name === '' || names.includes(name));
}

async function strayKeys(text: string, definitionsOf: DefinitionsOf): Promise<string[]> {
  const keys = Object.keys(readOverrides(text).sites);
  const defined = await Promise.all(keys.map((key) => isDefined(key, definitionsOf)));
  return keys.filter((_, i) => defined[i] !== true);
}

/**
 * The names in an overrides text that no definition has: most often a typing error, or a definition that was
 * renamed. `all` lists the definitions of the folder; it is called only where a name is stray. Throws a `Failure` as `readOverrides` does.
 */
export async function strayOverrides(
  text: string,
  definitionsOf: DefinitionsOf,
  all: () => Promise<readonly { readonly file: string; readonly name: string }[]>,
): Promise<StrayOverride[]> {
  const strays = await strayKeys(text, definitionsOf);
  if (strays.length === 0) return [];
  const keys = (await all()).map(({ file, name }) => overridesKey(file, name));
  return strays.map((key) => {
    const near = nearest(key, keys);
    return {
      at: overridesPosition(text, ['sites', key], 'key'),
      message:
        near === undefined
          ? message('detection.stray-override', { name: key })
          : message('detection.stray-override-near', { name: key, nearest: near }),
    };
  });
}
