import { Failure, type FailureCode } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import type { SourcePosition } from '../../../shared/base/source';
import type {
  PythonFailure,
  PythonFailureCode,
} from '../../../shared/protocol/python/pythonContract';
import { message } from '../../../shared/words/message';

type Value = (name: string) => string;

interface Reason {
  readonly code: FailureCode;
  readonly reason: (value: Value, file: string) => Message;
}

/** The code of each failure in a report, and its sentence. */
const reasons: Readonly<Record<PythonFailureCode, Reason>> = {
  syntax: {
    code: 'syntax-error',
    reason: (value) => message('python.syntax', { text: value('text') }),
  },
  'site-not-found': {
    code: 'site-not-found',
    reason: (value, file) => message('python.site-not-found', { file, name: value('name') }),
  },
  argument: {
    code: 'unbuildable',
    reason: (value) =>
      message('python.argument', { definition: value('definition'), name: value('name') }),
  },
  input: {
    code: 'unbuildable',
    reason: (value) =>
      message('python.input', { definition: value('definition'), text: value('text') }),
  },
  package: {
    code: 'unbuildable',
    reason: (value) => message('python.package', { package: value('package') }),
  },
  'package-fails': {
    code: 'unbuildable',
    reason: (value) =>
      message('python.package-fails', { package: value('package'), text: value('text') }),
  },
  operation: {
    code: 'unbuildable',
    reason: (value) => message('python.operation', { operation: value('operation') }),
  },
  'needs-values': {
    code: 'unbuildable',
    reason: (value) => message('python.needs-values', { operation: value('operation') }),
  },
  raised: {
    code: 'model-threw',
    reason: (value) => message('python.raised', { kind: value('kind'), text: value('text') }),
  },
  refused: {
    code: 'unbuildable',
    reason: (value) => message('python.refused', { what: value('what') }),
  },
  'out-of-memory': { code: 'out-of-memory', reason: () => message('python.out-of-memory') },
  'no-model': {
    code: 'no-model',
    reason: (_value, file) => message('python.no-model', { file }),
  },
};

/** The failure of a recording, at the line that it tells, else at the definition. */
export function failureOf(failed: PythonFailure, definition: SourcePosition): Failure {
  const { code, reason } = reasons[failed.code];
  const value: Value = (name) => String(failed.values[name] ?? '');
  const why = reason(value, failed.file ?? definition.file);
  return new Failure(code, why, placeOf(failed) ?? definition);
}

function placeOf({ file, at }: PythonFailure): SourcePosition | undefined {
  if (file === undefined || !at) return undefined;
  const [, line, column] = at;
  return { file, line: Math.max(1, line), column: Math.max(1, column) };
}

/** The reason that a graph ends before its model does. */
export function endOfGraph(failed: PythonFailure, definition: SourcePosition): Message {
  const { detail } = failureOf(failed, definition);
  const reason = detail;
  const place = placeOf(failed);
  if (!place) return message('python.up-to-somewhere', { reason });
  const { file, line } = place;
  if (failed.evaluated === 'whole') return message('python.evaluated', { file, line, reason });
  const code = failed.evaluated === 'part' ? 'python.evaluated-up-to' : 'python.up-to';
  return message(code, { file, line, reason });
}
