import type { EmbeddedPython } from '../../../src/engine/frontends/python/embedded/pyodide';

const runner = (code: string): string => `
import traceback as _traceback
_space = {}
try:
    exec(compile(${JSON.stringify(code)}, 'attempt', 'exec'), _space)
    _said = 'got out: ' + str(_space['r']) if 'r' in _space else 'nothing'
except BaseException as _error:
    _said = 'raised: ' + ''.join(_traceback.format_exception_only(_error)).strip()
open('/said.txt', 'w').write(_said)
`;

/** The outcome of one attempt: `raised: …`, `refused: …` or `got out: …`; a refusal leaves a broken Python. */
export function attempt(python: EmbeddedPython, code: string): string {
  try {
    python.run(runner(code));
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : String(error)}`;
  }
  const said = python.take('/said.txt');
  return said ? new TextDecoder().decode(said) : 'nothing was said';
}
