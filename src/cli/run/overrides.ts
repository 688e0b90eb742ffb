import { existsSync, readFileSync } from 'node:fs';
import { OVERRIDES_FILE, readOverrides, type Overrides } from '../../workspace/overrides/overrides';

/** The working folder's overrides for its definitions. Throws a `Failure` where its file is wrong. */
export function overridesHere(): Overrides {
  return readOverrides(existsSync(OVERRIDES_FILE) ? readFileSync(OVERRIDES_FILE, 'utf8') : '');
}
