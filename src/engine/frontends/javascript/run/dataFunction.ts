import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import zlib from 'node:zlib';
import { Failure, thrownText } from '../../../../shared/base/failures';
import type { InspectRequest } from '../../../../shared/protocol/engineContract';
import { EnteredFunctions } from './entrances';
import { evaluate } from './evaluate';
import { planExports } from '../slice/exports';
import { userGlobals } from './globals';
import { readModule, refuseSyntaxErrors } from '../slice/moduleSource';
import { Positions } from '../link/positions';
import { linkProgram, type SourceProgram } from '../link/program';
import { reportPath } from '../../../../workspace/reportPath';
import { RunNotes } from './runNotes';
import { sliceExports } from '../slice/slice';
import { makeStandIn, standsIn, stoodFor } from './standIn';
import { UserCalls } from './userCalls';
import { userTensorflow } from '../../../tfjs/userCode/userTensorflow';

type Place = Pick<InspectRequest, 'root' | 'allowNetwork'>;

/** Data are read from files; the process is locked against everything but reading by now. */
const readers: Readonly<Record<string, unknown>> = {
  fs,
  'fs/promises': fs.promises,
  zlib,
};
const modules = (specifier: string): unknown => readers[specifier.replace(/^node:/, '')];

/** Runs functions of the workspace that give data: sliced, compiled and surrounded as definitions are. */
export const functionCaller =
  (place: Place) =>
  async (file: string, name: string, wish: object): Promise<unknown> =>
    new DataFunction(file, name, place).call(wish);

/** One exported function. */
class DataFunction {
  private readonly shown: string;

  constructor(
    private readonly file: string,
    private readonly name: string,
    private readonly place: Place,
  ) {
    this.shown = `${reportPath(file, place.root)}#${name}`;
  }

  /** Rejects with a `Failure` that says what is in the way, at the line of the user's where it is known. */
  async call(wish: object): Promise<unknown> {
    const program = await this.program();
    const positions = new Positions(program, this.place.root);
    try {
      const given = await this.run(program, positions, wish);
      if (standsIn(given)) throw this.unusable(l10n.t('gives what does not exist here'));
      return given;
    } catch (error) {
      if (error instanceof Failure && error.at) throw error;
      if (!(error instanceof Error)) throw this.unusable(`threw ${String(error)}`);
      const why = error instanceof Failure ? thrownText(error) : `${error.name}: ${error.message}`;
      const at = positions.thrownAt(error);
      if (error instanceof Failure && error.code === 'unusable-data') throw error;
      throw new Failure('unusable-data', l10n.t('{0} stopped with {1}', this.shown, why), at);
    }
  }

  private unusable(why: string): Failure {
    return new Failure('unusable-data', `${this.shown} ${why}`);
  }

  private async program(): Promise<SourceProgram> {
    const text = await readFile(this.file, 'utf8').catch(() => {
      throw this.unusable(l10n.t('cannot be read'));
    });
    const source = readModule(this.file, text);
    refuseSyntaxErrors(source, this.place.root);
    const wanted = new Set([this.name]);
    const { roots, passedOn } = planExports(source.tree, wanted);
    if (roots.length + passedOn.length === 0)
      throw this.unusable(l10n.t('is not exported by that file'));
    return linkProgram(sliceExports(source, wanted), this.place.root);
  }

  private async run(program: SourceProgram, positions: Positions, wish: object): Promise<unknown> {
    const notes = new RunNotes(
      () => 0,
      () => positions.here(),
    );
    const standIn = (what: string): unknown => makeStandIn(what, notes);
    const refuse = (what: string): never => {
      throw this.unusable(l10n.t('calls {0}, which a function that gives data may not do', what));
    };
    const tensorflow = userTensorflow({
      stopPoint: refuse,
      load: refuse,
      missing: refuse,
      absent: (_, to) => refuse(to),
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
    if (typeof wanted !== 'function' || standsIn(wanted))
      throw this.unusable(l10n.t('is no function'));
    const given: unknown = await (wanted as (wish: object) => unknown)(wish);
    const [number] = notes.numbers;
    if (number)
      throw this.unusable(l10n.t('needs the value of {0}, which does not exist here', number.what));
    return given;
  }
}
