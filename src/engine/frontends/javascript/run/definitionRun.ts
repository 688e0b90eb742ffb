import { Failure } from '../../../../shared/base/failures';
import type { ModelArgument } from '../../../../shared/report/report';
import { message } from '../../../../shared/words/message';
import type { Passed } from '../arguments/guessArgument';
import { fillIn, type Placeholder } from '../arguments/placeholders';
import { absence, elsewhereFailure, parametersWithout } from './absence';
import { keepDeepStacks } from '../../../tfjs/userCode/callStack';
import { chooseModel } from '../../../tfjs/userCode/chooseModel';
import { EnteredFunctions } from './entrances';
import { evaluate } from './evaluate';
import { handedOver } from './generators';
import { userGlobals } from './globals';
import { guardProcess } from '../../../lock/guardProcess';
import { symbolicInput, type UserModel } from '../../../tfjs/userCode/userModel';
import { traceLayers, type LayerTrace } from '../../../tfjs/userCode/layerTrace';
import { isWithin, type Positions, type SourceRange } from '../link/positions';
import type { Plan, Step } from '../arguments/planSteps';
import type { SourceProgram } from '../link/program';
import { watchIdle } from './idle';
import { SavedModels, type SavedPlaces } from './savedModels';
import { RunNotes } from './runNotes';
import { watchShapeClashes } from '../../../tfjs/userCode/shapeClash';
import { compileFromOutside } from '../../../tfjs/userCode/compileFromOutside';
import { pageGlobals, userModule } from './userModules';
import { makeStandIn, stoodFor } from './standIn';
import { UserCalls } from './userCalls';
import {
  stopAtTraining,
  userTensorflow,
  type TensorflowHooks,
} from '../../../tfjs/userCode/userTensorflow';

/** The outcome of one run of a definition. */
export interface RunOutcome {
  readonly trace: LayerTrace;
  readonly notes: RunNotes;
  readonly model: UserModel | undefined;
  /** The model came with its weights. */
  readonly hasSavedWeights: boolean;
  readonly arguments: readonly ModelArgument[];
  /** The error that ended the run; absent if a stop point did. */
  readonly error?: unknown;
}

export interface RunOptions extends SavedPlaces {
  /** The result of loading a missing saved model: a stand-in, or a failure that code may catch. */
  readonly loading: 'stands in' | 'fails';
  /** The first value of a component's state that has none: data that would be there, or what it is. */
  readonly states: 'stand in' | 'are empty';
  /** The expressions that make the model, if the function or the file makes others too. */
  readonly madeWithin: readonly SourceRange[];
}

/** Thrown into user code to end it once its model exists. */
class BuildingEnded extends Error {}

/** The value that user code threw, or an error in the place of one whose kind cannot be asked for. */
function legible(thrown: unknown): unknown {
  try {
    void (thrown instanceof Error);
    return thrown;
  } catch {
    return new Error('an object that cannot be read');
  }
}

/** Runs a program until its model exists. One object is one run. */
export class DefinitionRun {
  private readonly trace: LayerTrace;
  private readonly notes: RunNotes;
  private readonly entered: EnteredFunctions;
  private readonly calls = new UserCalls();
  private trained: UserModel | undefined;
  private result: unknown;
  private isOver = false;
  private readonly savedModels: SavedModels;
  private endWithoutError: () => void = () => undefined;
  private endBadly: (error: unknown) => void = () => undefined;
  private readonly ended = new Promise<void>((resolve, reject) => {
    this.endWithoutError = resolve;
    this.endBadly = reject;
  });

  constructor(
    private readonly program: SourceProgram,
    private readonly positions: Positions,
    private readonly plan: Plan,
    private readonly options: RunOptions,
  ) {
    this.trace = traceLayers(positions.isUser, () => this.calls.running());
    this.notes = new RunNotes(
      () => this.trace.layers.length,
      () => positions.here(),
    );
    this.entered = new EnteredFunctions(
      (error) => error instanceof BuildingEnded || error instanceof Failure,
      (what) => this.standIn(what),
    );
    this.savedModels = new SavedModels(this.program.file, options);
    this.ended.catch(() => undefined);
  }

  /** Never rejects; restores the state of the process. */
  async run(): Promise<RunOutcome> {
    const restore = guardProcess({
      exit: (how) => this.exit(how),
      fetch: this.fetch,
      failed: (error) => this.endBadly(error),
    });
    const shorten = keepDeepStacks();
    const resume = stopAtTraining(this.hooks);
    const stopWatching = watchShapeClashes();
    const idle = watchIdle(this.options.allowNetwork, this.endWithoutError);
    let error: unknown;
    try {
      await Promise.race([this.execute(), this.ended]);
    } catch (caught) {
      const thrown = legible(caught);
      if (!(thrown instanceof BuildingEnded)) error = thrown;
    } finally {
      compileFromOutside(this.chosen(), () => this.entered.compileOptions());
      this.isOver = true;
      clearInterval(idle);
      stopWatching();
      resume();
      this.trace.stop();
      shorten();
      restore();
    }
    return this.outcome(error);
  }

  private chosen(): UserModel | undefined {
    return chooseModel({
      captured: this.trace.models,
      earlier: this.earlier,
      result: this.result,
      trained: this.trained,
      isWanted: this.isWanted,
    });
  }

  private outcome(error: unknown): RunOutcome {
    const model = this.chosen();
    return {
      trace: this.trace,
      notes: this.notes,
      model,
      hasSavedWeights: model !== undefined && this.savedModels.isComplete(model),
      arguments: this.plan.steps.flatMap(({ parameters, forConstructor }) =>
        [...forConstructor, ...parameters].flatMap(({ shown }) => shown),
      ),
      ...(error !== undefined && { error }),
    };
  }

  private async execute(): Promise<void> {
    const { tensorflow } = this;
    const globals = userGlobals({
      standIn: this.standIn,
      fetch: this.fetch,
      exit: (how) => this.exit(how),
      failed: (error) => this.endBadly(error),
      tensorflow,
      file: this.program.file,
    });
    await evaluate(this.program, {
      tensorflow,
      globals: new Map([
        ...globals,
        ...pageGlobals(this.program.file, (name) => this.module(name), this.standIn),
      ]),
      entrances: this.entered,
      calls: this.calls,
      modules: (specifier) => this.module(specifier),
      standIn: this.standIn,
      stoodIn: (module, file) => {
        const source = this.positions.importIn(file, module);
        if (source) this.notes.modules.push({ module, source });
      },
    });
    this.result = this.entered.topLevelResult();
    if (this.plan.steps.length > 0) this.earlier = new Set(this.trace.models);
    for (const step of this.plan.steps) this.result = await this.callNext(step);
  }

  private module(specifier: string): unknown {
    const { standIn } = this;
    const empty = (given: unknown): unknown => this.emptyState(given);
    return userModule(specifier, { standIn, empty, root: this.options.root });
  }

  private emptyState(given: unknown): unknown {
    this.notes.hasEmptyState = true;
    return this.options.states === 'stand in' ? this.standIn('state') : given;
  }

  private async callNext({ parameters, forConstructor }: Step): Promise<unknown> {
    const next = this.entered.take();
    if (!next) throw new Failure('unbuildable', message('javascript.needs-outer-state'));
    const called = next.call(await this.values(parameters), await this.values(forConstructor));
    return handedOver(called);
  }

  private values(passed: readonly Passed[]): Promise<unknown[]> {
    return Promise.all(passed.map(({ value }) => fillIn(value, (one) => this.make(one))));
  }

  /** One model per factory, however many arguments want it. */
  private readonly made = new Map<string, Promise<unknown>>();

  private make(placeholder: Placeholder): unknown {
    if (placeholder.kind === 'unknown') return this.standIn(placeholder.what);
    if (placeholder.kind === 'symbolic') return symbolicInput(placeholder.shape);
    if (placeholder.kind === 'tensorflow') {
      const { member } = placeholder;
      return member === undefined ? this.tensorflow : this.tensorflow[member];
    }
    if (placeholder.kind === 'declared') return this.entered.offered(placeholder.name);
    const { factory } = placeholder;
    const made = this.made.get(factory) ?? this.makeModel(factory);
    this.made.set(factory, made);
    return made;
  }

  private async makeModel(factory: string): Promise<unknown> {
    const args = await this.values(this.plan.factories.get(factory) ?? []);
    return this.entered.callOffered(factory, args);
  }

  private readonly standIn = (what: string): unknown => makeStandIn(what, this.notes);

  private readonly hooks: TensorflowHooks = {
    stopPoint: (what, model) => this.stopPoint(what, model),
    load: (how, path) => this.load(how, path),
    missing: (what) => {
      const why = message('javascript.no-such-member', { member: what });
      throw new Failure('unbuildable', why, this.positions.here());
    },
    absent: (what, to) => {
      const why = absence(what, to, parametersWithout(this.plan));
      throw elsewhereFailure(this.notes) ?? new Failure('unbuildable', why, this.positions.here());
    },
    numberAbsent: (which) => this.notes.numberAbsent(which),
    standIn: (what) => this.standIn(what),
    stoodFor,
  };

  private readonly tensorflow = userTensorflow(this.hooks);

  /** A stand-in for fetched data when there is no network. */
  private get fetch(): (...args: Parameters<typeof globalThis.fetch>) => unknown {
    const { allowNetwork } = this.options;
    return allowNetwork ? globalThis.fetch : () => this.stopPoint('fetch', undefined);
  }

  /** Models that the code around a function made before it was called are none of its own. */
  private earlier: ReadonlySet<UserModel> = new Set();
  private get hasModel(): boolean {
    return this.trace.models.some(
      (model) => !this.earlier.has(model) && model.layers.length > 0 && this.isWanted(model),
    );
  }

  /** Identifies one model of many by the place where it is made. */
  private readonly isWanted = (model: UserModel): boolean => {
    const { madeWithin } = this.options;
    if (madeWithin.length === 0) return true;
    const places = this.positions.originals(this.trace.madeAt(model));
    return madeWithin.some((range) => places.some((place) => isWithin(place, range)));
  };

  /** Ends the run if there is a model; the returned promise then never settles. */
  private stopPoint(what: string, model: UserModel | undefined): unknown {
    if (!this.hasModel) return makeStandIn(`${what}()`, this.notes, true);
    this.trained ??= model;
    this.endWithoutError();
    if (what === 'model.evaluate') throw new BuildingEnded();
    return new Promise(() => undefined);
  }

  private load(how: string, path: unknown): unknown {
    if (this.hasModel) return this.stopPoint(how, undefined);
    const found = this.savedModels.find(path);
    if (found) return found();
    if (typeof path === 'string') this.notes.elsewhere.push(this.notes.note(path));
    if (this.options.loading === 'fails') {
      return Promise.reject(new Error(`${how} is not available`));
    }
    return this.stopPoint(how, undefined);
  }

  private exit(how: string): never {
    // A custom layer may try it again while the model is probed.
    if (this.isOver) throw new Failure('model-exited', how, this.positions.here());
    if (this.hasModel) this.endWithoutError();
    else this.endBadly(new Failure('model-exited', how, this.positions.here()));
    throw new BuildingEnded();
  }
}
