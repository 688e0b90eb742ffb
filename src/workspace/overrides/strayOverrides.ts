import type { Message } from '../../shared/base/message';
import type { SourcePosition } from '../../shared/base/source';
import { message } from '../../shared/words/message';
import { nearestName } from './nearestName';
import { partOf } from './partOf';
import { OVERRIDES_FILE, overridesKey, overridesPosition, readOverrides } from './overrides';

/** A name in the overrides that no definition has. */
export interface StrayOverride {
  readonly at: SourcePosition;
  /** Names the nearest definition, where one is near. */
  readonly message: Message;
}

/** Finds the definitions of a file, named relative to the overrides; `undefined` where there is no such file. */
export type DefinitionsOf = (file: string) => Promise<readonly string[] | undefined>;

/** Names that are looked for, and of those that no definition has, the ones that are told. */
const MOST_CHECKED = 1000;
const MOST_TOLD = 100;

const nameOf = (key: string): string => key.slice(key.lastIndexOf('#') + 1);

/** A saved model is a file without definitions, and its name ends with the mark. */
async function isDefined(key: string, definitionsOf: DefinitionsOf): Promise<boolean> {
  const mark = key.lastIndexOf('#');
  const name = nameOf(key);
  const names = mark < 0 ? undefined : await definitionsOf(key.slice(0, mark));
  return names !== undefined && (name === '' || names.includes(name));
}

/** Asks once for each file, however many names are in it. */
function once(definitionsOf: DefinitionsOf): DefinitionsOf {
  const known = new Map<string, ReturnType<DefinitionsOf>>();
  return (file) => {
    const found = known.get(file) ?? definitionsOf(file);
    known.set(file, found);
    return found;
  };
}

async function strayKeys(keys: readonly string[], definitionsOf: DefinitionsOf): Promise<string[]> {
  const asked = once(definitionsOf);
  const strays: string[] = [];
  for (const key of keys) if (!(await isDefined(key, asked))) strays.push(key);
  return strays;
}

const top: SourcePosition = { file: OVERRIDES_FILE, line: 1, column: 1 };

function stray(text: string, key: string, keys: readonly string[]): StrayOverride {
  const near = partOf(key, keys) ?? nearestName(key, keys);
  return {
    at: overridesPosition(text, ['sites', key], 'key'),
    message:
      near === undefined
        ? message('detection.stray-override', { name: key })
        : message('detection.stray-override-near', { name: key, nearest: near }),
  };
}

/**
 * The names in an overrides text that no definition has: most often a typing error, or a definition that was
 * renamed. The last messages count what was left out of a long list. `all` lists the definitions of the folder;
 * it is called only where a name is stray. Throws a `Failure` as `readOverrides` does.
 */
export async function strayOverrides(
  text: string,
  definitionsOf: DefinitionsOf,
  all: () => Promise<readonly { readonly file: string; readonly name: string }[]>,
): Promise<StrayOverride[]> {
  const names = Object.keys(readOverrides(text).sites);
  const unchecked = Math.max(0, names.length - MOST_CHECKED);
  const strays = await strayKeys(names.slice(0, MOST_CHECKED), definitionsOf);
  const rest = Math.max(0, strays.length - MOST_TOLD);
  const keys =
    strays.length === 0 ? [] : (await all()).map(({ file, name }) => overridesKey(file, name));
  return [
    ...strays.slice(0, MOST_TOLD).map((key) => stray(text, key, keys)),
    ...(rest > 0 ? [{ at: top, message: message('detection.more-strays', { count: rest }) }] : []),
    ...(unchecked > 0
      ? [{ at: top, message: message('detection.names-unchecked', { count: unchecked }) }]
      : []),
  ];
}
