import { closeSync } from 'node:fs';
import { FROM_HELPER, PYTHON_ROUTE, TO_HELPER } from '../../../../shared/protocol/engineProcess';
import { Helper } from './helper';

/** `auto`: the user's Python if the embedded one is not enough, and for the probe; `interpreter`: for everything. */
export type PythonRoute = 'auto' | 'interpreter';

/** The helper of this process, as the host started it. */
export interface PreparedHelper {
  readonly helper: Helper;
  readonly route: PythonRoute;
}

let prepared: PreparedHelper | undefined;
let isLeft = false;

function routeHere(): PythonRoute | undefined {
  const route = process.env[PYTHON_ROUTE];
  return route === 'auto' || route === 'interpreter' ? route : undefined;
}

/** The helper that the host started beside this process, whose import of torch begins now; `undefined` if there is none. */
export function prepareHelper(): PreparedHelper | undefined {
  const route = routeHere();
  if (prepared || isLeft || !route) return prepared;
  prepared = { helper: new Helper(), route };
  // Whoever needs it hears why torch is not there.
  prepared.helper.about().catch(() => undefined);
  return prepared;
}

/** Closes the pipes, so that no code of this process can reach the helper any more. */
export function leaveHelper(): void {
  if (isLeft || !routeHere()) return;
  if (prepared) prepared.helper.close();
  else for (const end of [FROM_HELPER, TO_HELPER]) closeSync(end);
  prepared = undefined;
  isLeft = true;
}
