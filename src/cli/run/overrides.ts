import { largestBytes, readTextIfAny } from '../../workspace/files/readFile';
import { OVERRIDES_FILE, readOverrides, type Overrides } from '../../workspace/overrides/overrides';

/** The text of the working folder's overrides; empty where there is none. Rejects with a `Failure`. */
export const overridesTextHere = async (): Promise<string> =>
  (await readTextIfAny(OVERRIDES_FILE, largestBytes.settings)) ?? '';

/** The working folder's overrides for its definitions. Rejects with a `Failure` where its file is wrong. */
export const overridesHere = async (): Promise<Overrides> =>
  readOverrides(await overridesTextHere());
