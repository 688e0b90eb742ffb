import type { ModelSite } from '../../../shared/model/modelSite';
import { isShapeName } from '../../../detection/shapeNames';
import { Failure } from '../../../shared/base/failures';
import type { SourcePosition } from '../../../shared/base/source';
import { message } from '../../../shared/words/message';
import type { Subject } from '../../model/subject';
import { keepUnfinished } from '../../model/unfinished';
import type { BuildModel, BuiltModel } from '../../tfjs/built/builtModel';
import { readLayersModel, type LayersModelContext } from '../../tfjs/layersModel/readLayersModel';
import { readUnfinished } from '../../tfjs/layersModel/readUnfinished';
import { shapeClashOf } from '../../tfjs/userCode/shapeClash';
import { unreadLayers } from '../../tfjs/userCode/unreadLayers';
import { replacedPart } from '../../lock/language';
import { isElsewhereFailure } from './run/absence';
import { shapesFor } from './arguments/guesses';
import { WorkspaceCalls } from './arguments/workspaceCalls';
import { DefinitionRun, type RunOptions, type RunOutcome } from './run/definitionRun';
import type { LoadSaved } from './run/savedModels';
import { explainRun, placed, type Definition } from './explain/explain';
import { disposeUnused } from '../../tfjs/userCode/disposeUnused';
import { seedRandom } from '../../tfjs/built/seedRandom';
import type { LocatedDefinition } from './locateDefinition';
import { planSteps, type Plan } from './arguments/planSteps';
import { positionAt } from '../../../detection/javascript/locateSites';
import { Positions, type SourceRange } from './link/positions';
import { linkProgram, type SourceProgram } from './link/program';
import type { Names } from './slice/imports';
import { outsideCompile } from './compiled/outsideCompile';
import { givenNumbers, putNumbers, shownNumbers } from './slice/givenNumbers';
import { sliceCompile, sliceFunction, sliceTopLevel, type Slice } from './slice/slice';
import { recordTensors } from '../../tfjs/userCode/userTensors';

const shapeType = ({ parameters }: ModelSite): string | undefined =>
  parameters.find(({ name }) => isShapeName(name))?.type;

/** The expressions that make one of many models; none if the definition is all that its owner makes. */
function rangesOf({ source: { tree }, located, at }: LocatedDefinition): SourceRange[] {
  if (!located.isOneOfMany) return [];
  return located.creations.map((node) => ({
    file: at.file,
    start: positionAt(tree, node.getStart(tree)),
    end: positionAt(tree, node.end),
  }));
}

/**
 * A definition with everything it needs sliced and compiled; each build runs it anew. Its constructor throws
 * a `Failure`: `syntax-error` in a file that it imports, or `unbuildable`.
 */
export class SourceDefinition {
  private readonly program: SourceProgram;
  private readonly positions: Positions;
  private readonly definition: Definition;
  private readonly shapes: readonly (readonly number[])[];
  private shape: readonly number[] | undefined;
  private readonly elsewhere: WorkspaceCalls;
  /** Numbers that the user set in the place of expressions. */
  private readonly numbers: ReturnType<typeof givenNumbers>;

  constructor(
    private readonly found: LocatedDefinition,
    private readonly subject: Subject,
    private readonly loadSaved: LoadSaved,
  ) {
    const { source, located, at } = found;
    const { owner, site } = located;
    this.elsewhere = new WorkspaceCalls(source.file, subject.root);
    this.definition = { name: site.name, at, doesMore: site.pattern !== 'factory' };
    const { factories, declared } = this.plan(() => []);
    const offered = [...factories.keys(), ...declared];
    const outside = outsideCompile(source, located, this.elsewhere);
    const isHere = outside?.source === source;
    const compile = isHere ? outside.code : undefined;
    const beside = outside && !isHere ? sliceCompile(outside.source, outside.code) : undefined;
    const parameters = new Set(site.parameters.map(({ name }) => name));
    this.numbers = givenNumbers(source, subject.arguments, parameters);
    const cut = (exports: Names): Slice => {
      const slice =
        owner.kind === 'function'
          ? sliceFunction(source, owner.node, { offered, exports, compile })
          : sliceTopLevel(source, located, { exports, compile });
      putNumbers(slice, this.numbers);
      return slice;
    };
    const { inputShape } = subject;
    this.shapes = inputShape
      ? [inputShape]
      : shapesFor(cut(new Set()).edit.text(), shapeType(site));
    this.program = linkProgram({ file: source.file, cut, beside }, subject.root);
    this.positions = new Positions(this.program, subject.root);
  }

  /** Builds with the first shape that works; if none does, throws the failure of the likeliest one. */
  readonly build: BuildModel = async (seed) => {
    if (this.shape) return this.buildWith(seed, this.shape, () => undefined);
    let first: unknown;
    for (const shape of this.shapes) {
      const tried = { shape: false };
      try {
        const built = await this.buildWith(seed, shape, () => {
          tried.shape = true;
        });
        this.shape = shape;
        return built;
      } catch (error) {
        first ??= error;
        if (!tried.shape) break;
      }
    }
    throw first;
  };

  /** Chooses all arguments; throws the failure of this definition for a parameter without a usable value. */
  private plan(triedShape: () => readonly number[]): Plan {
    const { arguments: set, inputShape } = this.subject;
    const onlyBuilds = !this.definition.doesMore;
    const { source, located } = this.found;
    const { owner } = located;
    if (owner.kind === 'statement') return { steps: [], factories: new Map(), declared: new Set() };
    try {
      return planSteps(owner.node, source, {
        arguments: set,
        inputShape,
        triedShape,
        onlyBuilds,
        elsewhere: this.elsewhere,
      });
    } catch (error) {
      throw error instanceof Failure ? error.placedAt(this.definition.at) : error;
    }
  }

  private async buildWith(
    seed: number,
    shape: readonly number[],
    onTried: () => void,
  ): Promise<BuiltModel> {
    const used = { shape: false };
    const plan = this.plan(() => {
      used.shape = true;
      onTried();
      return shape;
    });
    if (!used.shape) this.refuseUnusedShape(plan);
    const { loadSaved } = this;
    const { root, allowNetwork = false } = this.subject;
    const options: RunOptions = {
      root,
      allowNetwork,
      loadSaved,
      loading: 'stands in',
      states: 'stand in',
      madeWithin: rangesOf(this.found),
    };
    const met = { emptyState: false };
    try {
      return await this.run(seed, plan, options, met);
    } catch (error) {
      // Code that loads what was saved often builds anew if there is nothing to load; a component builds
      // while its state is still empty.
      const loading = isElsewhereFailure(error) ? 'fails' : 'stands in';
      if (loading === 'stands in' && !met.emptyState) throw error;
      return this.run(seed, plan, { ...options, loading, states: 'are empty' }).catch(() => {
        throw error;
      });
    }
  }

  private refuseUnusedShape({ steps }: Plan): void {
    const passed = steps.flatMap(({ parameters, forConstructor }) => [
      ...parameters,
      ...forConstructor,
    ]);
    const isUsed = passed.some(({ shown }) => shown.some(({ name }) => isShapeName(name)));
    if (!this.subject.inputShape || isUsed) return;
    const { name, at } = this.definition;
    throw new Failure(
      'invalid-argument',
      message('javascript.takes-no-shape', { definition: name }),
      at,
    );
  }

  private async run(
    seed: number,
    plan: Plan,
    options: RunOptions,
    met: { emptyState: boolean } = { emptyState: false },
  ): Promise<BuiltModel> {
    const restore = seedRandom(seed);
    const stopRecording = recordTensors();
    const outcome = await new DefinitionRun(this.program, this.positions, plan, options).run();
    // Before anything goes on with what is left of the language.
    const replaced = replacedPart(this.definition.at);
    const freeTensors = stopRecording();
    met.emptyState = outcome.notes.hasEmptyState;
    try {
      if (replaced) throw replaced;
      const built = this.read(outcome);
      const dispose = (): void => {
        built.dispose();
        freeTensors();
      };
      const { modules } = outcome.notes;
      return { ...built, ...(modules.length > 0 && { standIns: modules }), dispose };
    } catch (error) {
      disposeUnused(outcome.trace, undefined);
      freeTensors();
      throw placed(error, this.positions, this.definition);
    } finally {
      restore();
    }
  }

  private read(outcome: RunOutcome): BuiltModel {
    const failure = explainRun(outcome, this.positions, this.definition);
    if (failure) {
      this.keepUpTo(failure, outcome);
      throw failure;
    }
    const { model, trace } = outcome;
    if (!model) throw new Failure('no-model', this.definition.name, this.definition.at);
    const built = readLayersModel(model, {
      ...this.context(outcome),
      unused: (own) => unreadLayers(trace, own),
    });
    disposeUnused(trace, model);
    return built;
  }

  private context({ trace, hasSavedWeights, arguments: given }: RunOutcome): LayersModelContext {
    return {
      name: this.definition.name,
      source: this.definition.at,
      arguments: [...given, ...shownNumbers(this.numbers)],
      initialisation: hasSavedWeights ? 'saved' : 'random',
      sourceOf: (layer, call) => this.sourceOf(trace, layer, call),
      callsOf: trace.callsOf,
    };
  }

  /** Keeps the network up to the layer that refused its inputs, for views to draw. */
  private keepUpTo(failure: Failure, outcome: RunOutcome): void {
    const clash = shapeClashOf(outcome.error);
    if (!clash || !failure.at) return;
    const { layer, inputs } = clash;
    const refusal = { layer, inputs, at: failure.at };
    try {
      keepUnfinished(failure, readUnfinished(refusal, this.context(outcome)));
    } catch {
      // The layers may be no network yet; the failure tells the fault all the same.
    }
  }

  private sourceOf(
    trace: RunOutcome['trace'],
    layer: Parameters<RunOutcome['trace']['madeAt']>[0],
    call: number,
  ): SourcePosition[] {
    const made = trace.madeAt(layer);
    const frames = call === 0 ? made : trace.appliedAt(layer, call);
    const places = this.positions.originals(frames.length > 0 ? frames : made);
    // A layer that the builder made for an argument has no place of its own.
    return places.length > 0 ? places : [this.definition.at];
  }
}
