import fs from 'node:fs';
import zlib from 'node:zlib';
import { Failure, toFailureInfo } from '../../../../shared/base/failures';
import type { Message } from '../../../../shared/base/message';
import { message } from '../../../../shared/words/message';
import type { Subject } from '../../../model/subject';
import { refusedCall } from '../../../lock/refusal';
import { EnteredFunctions } from './entrances';
import { evaluate } from './evaluate';
import { planExports } from '../slice/exports';
import { userGlobals } from './globals';
import { readModule, refuseSyntaxErrors } from '../slice/moduleSource';
import { Positions } from '../link/positions';
import { linkProgram, type SourceProgram } from '../link/program';
import { isMissing, largestBytes, readText } from '../../../../workspace/files/readFile';
import { reportPath } from '../../../../workspace/reportPath';
import { RunNotes } from './runNotes';
import { sliceExports, type Slice } from '../slice/slice';
import { makeStandIn, standsIn, stoodFor } from './standIn';
import { UserCalls } from './userCalls';
import { userTensorflow } from '../../../tfjs/userCode/userTensorflow';

/** The workspace of a function that gives data. */
export type DataPlace = Pick<Subject, 'root' | 'allowNetwork'>;

const unusable = (why: Message): Failure => new Failure('unusable-data', why);

/** Data are read from files; the process is locked against everything but reading by now. */
const readers: Readonly<Record<string, unknown>> = {
  fs,
  'fs/promises': fs.promises,
  zlib,
};
const modules = (specifier: string): unknown => readers[specifier.replace(/^node:/, '')];

/** One exported function that gives data: sliced, compiled and surrounded as definitions are. */
export class DataFunction {
  /** `FILE#NAME`, for messages. */
  private readonly named: { readonly function: string };

  constructor(
    private readonly file: string,
    private readonly name: string,
    private readonly place: DataPlace,
  ) {
    this.named = { function: `${reportPath(file, place.root)}#${name}` };
  }

  /** Rejects with a `Failure`, mostly of code `unusable-data`, at the user's line if it is known. */
  async call(wish: object): Promise<unknown> {
    const program = await this.program();
    const positions = new Positions(program, this.place.root);
    try {
      const given = await this.run(program, positions, wish);
      if (standsIn(given)) throw unusable(message('javascript.data-absent', this.named));
      return given;
    } catch (error) {
      throw this.explained(error, positions);
    }
  }

  private explained(error: unknown, positions: Positions): Failure {
    const { named } = this;
    if (!(error instanceof Error)) {
      return unusable(message('javascript.data-threw', { ...named, value: String(error) }));
    }
    const call = refusedCall(error);
    if (error instanceof Failure && call === undefined) return error;
    const why =
      call === undefined
        ? message('javascript.data-stopped', {
            ...named,
            error: `${error.name}: ${error.message}`,
          })
        : message('javascript.data-calls', { ...named, call });
    return new Failure('unusable-data', why, positions.thrownAt(error), { cause: error });
  }

  private async text(): Promise<string> {
    const { file, place, named } = this;
    try {
      return await readText(file, largestBytes.source, reportPath(file, place.root));
    } catch (error) {
      const { detail } = toFailureInfo(error);
      const isSaid = typeof detail !== 'string' && !isMissing({ detail });
      throw unusable(isSaid ? detail : message('javascript.data-unreadable', named));
    }
  }

  private async program(): Promise<SourceProgram> {
    const source = readModule(this.file, await this.text());
    refuseSyntaxErrors(source, this.place.root);
    const wanted = new Set([this.name]);
    const { roots, passedOn } = planExports(source.tree, wanted);
    if (roots.length + passedOn.length === 0) {
      throw unusable(message('javascript.data-not-exported', this.named));
    }
    const cut = (more: Iterable<string>): Slice =>
      sliceExports(source, new Set([...wanted, ...more]));
    return linkProgram({ file: this.file, cut }, this.place.root);
  }

  private async run(program: SourceProgram, positions: Positions, wish: object): Promise<unknown> {
    const notes = new RunNotes(
      () => 0,
      () => positions.here(),
    );
    const standIn = (what: string): unknown => makeStandIn(what, notes);
    const { named } = this;
    const refuse = (call: string): never => {
      throw unusable(message('javascript.data-calls', { ...named, call }));
    };
    const tensorflow = userTensorflow({
      stopPoint: refuse,
      load: refuse,
      missing: refuse,
      absent: (_, to) => refuse(to),
      numberAbsent: () => undefined,
      standIn,
      stoodFor,
    });
    const fetch = this.place.allowNetwork ? globalThis.fetch : () => refuse('fetch');
    const globals = userGlobals({
      standIn,
      fetch,
      exit: refuse,
      failed: () => undefined,
      tensorflow,
      file: this.file,
    });
    const calls = new UserCalls();
    const entrances = new EnteredFunctions(() => true, standIn);
    const exported = await evaluate(program, {
      tensorflow,
      globals,
      entrances,
      calls,
      standIn,
      modules,
    });
    const wanted = (exported as Readonly<Record<string, unknown>>)[this.name];
    if (typeof wanted !== 'function' || standsIn(wanted)) {
      throw unusable(message('javascript.data-no-function', named));
    }
    const given: unknown = await (wanted as (wish: object) => unknown)(wish);
    const [number] = notes.numbers;
    if (number) {
      throw unusable(message('javascript.data-needs-value', { ...named, what: number.what }));
    }
    return given;
  }
}
