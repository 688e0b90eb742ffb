import { existsSync } from 'node:fs';

/** The Chromium to test in, as `npm test` found it; Debian's if a test is run by itself. */
export const chrome =
  process.env['CHROME'] ??
  ['/usr/bin/chromium-headless-shell'].find(existsSync) ??
  '/usr/bin/chromium';

/** Says in one loud line, once per process, when browser tests cannot run. */
export const hasBrowser = ((): boolean => {
  if (existsSync(chrome)) return true;
  console.log(`!!! NO BROWSER (${chrome}): browser tests are NOT RUN. Set CHROME.`);
  return false;
})();
