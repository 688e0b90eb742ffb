import { readOverrides } from '../../workspace/overrides/readOverrides';
import type { Overrides } from '../../shared/protocol/overrides';
import { overridesTextIn } from '../../workspace/overrides/overridesText';

/** The working folder's overrides for its definitions. Rejects with a `Failure` if its file is wrong. */
export const overridesHere = async (): Promise<Overrides> =>
  readOverrides(await overridesTextIn(process.cwd()));
