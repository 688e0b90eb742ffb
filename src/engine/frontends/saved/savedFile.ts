import { basename } from 'node:path';
import { strFromU8 } from 'fflate';
import { Failure } from '../../../shared/base/failures';
import { isObject, type JsonObject } from '../../../shared/base/jsonValues';
import type { SourcePosition } from '../../../shared/base/source';
import { message } from '../../../shared/words/message';

const OPENING_BRACE = 0x7b;
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** A file that may hold a model: read once, decoded and parsed lazily, at most once. */
export class SavedFile {
  private decoded: string | undefined;
  private parsed: JsonObject | Failure | undefined;

  constructor(
    /** An absolute path. */
    readonly path: string,
    /** The bytes on disk, or the text of an editor in their place. */
    private readonly content: Uint8Array | string,
    /** The path as reports show it. */
    private readonly shownPath: string = path,
  ) {}

  /** The first character of the file: the place of everything that has no line. */
  get top(): SourcePosition {
    return { file: this.shownPath, line: 1, column: 1 };
  }

  get name(): string {
    return basename(this.path).toLowerCase();
  }

  /** The name of the file without its ending. */
  get modelName(): string {
    return basename(this.path).replace(/\.\w+$/, '');
  }

  get bytes(): Uint8Array {
    return typeof this.content === 'string' ? new Uint8Array() : this.content;
  }

  /** `true` if the file begins with these characters of one byte each. */
  startsWith(signature: string): boolean {
    return strFromU8(this.bytes.subarray(0, signature.length), true) === signature;
  }

  get text(): string {
    this.decoded ??= typeof this.content === 'string' ? this.content : strFromU8(this.content);
    return this.decoded;
  }

  /** Throws a `Failure` of code `not-a-model-file` if the file holds no JSON object. */
  get json(): JsonObject {
    this.parsed ??= tryParse(this.text);
    if (this.parsed instanceof Failure) throw this.parsed;
    return this.parsed;
  }

  /** The JSON object of the file, if it holds one. A file that does not begin as one is not decoded. */
  get jsonIfAny(): JsonObject | undefined {
    if (!this.beginsAsObject()) return undefined;
    this.parsed ??= tryParse(this.text);
    return this.parsed instanceof Failure ? undefined : this.parsed;
  }

  private beginsAsObject(): boolean {
    if (typeof this.content === 'string') return /^\s*\{/.test(this.content);
    const { content } = this;
    const start = BYTE_ORDER_MARK.every((byte, i) => content[i] === byte) ? 3 : 0;
    return content.subarray(start).find((byte) => !isSpace(byte)) === OPENING_BRACE;
  }
}

/** Models within models within models nest some dozen levels. */
const DEEPEST = 500;

/** Level by level, so that no depth ends the stack. */
function isTooDeep(content: unknown): boolean {
  let level: readonly unknown[] = [content];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null
        ? Object.values(value as Record<string, unknown>)
        : [],
    );
  }
  return false;
}

function tryParse(text: string): JsonObject | Failure {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return new Failure('not-a-model-file', message('saved.invalid-json', { reason }));
  }
  if (isObject(content)) {
    return isTooDeep(content)
      ? new Failure('not-a-model-file', message('saved.nested-too-deeply', { levels: DEEPEST }))
      : content;
  }
  return new Failure('not-a-model-file', message('saved.no-json-object'));
}

/** The JSON object in a text. Throws a `Failure` of code `not-a-model-file`. */
export function parseObject(text: string): JsonObject {
  const parsed = tryParse(text);
  if (parsed instanceof Failure) throw parsed;
  return parsed;
}
