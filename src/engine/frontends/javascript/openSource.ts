import * as l10n from '@vscode/l10n';
import type { LocatedSite } from '../../../detection/javascript/locateSites';
import type { ModelSite } from '../../../shared/model/modelSite';
import { isShapeName } from '../../../detection/shapeNames';
import { Failure, thrownText } from '../../../shared/base/failures';
import type { SourcePosition } from '../../../shared/base/source';
import type { InspectRequest } from '../../../shared/protocol/engineContract';
import type { BuildModel, BuiltModel } from '../../tfjs/builtModel';
import { readLayersModel } from '../../tfjs/layersModel/readLayersModel';
import { REMOTE } from './absence';
import { shapesFor } from './arguments/guesses';
import { WorkspaceCalls } from './arguments/workspaceCalls';
import { DefinitionRun, type RunOptions, type RunOutcome } from './definitionRun';
import { explainRun, placed, type Definition } from './explain';
import { disposeUnused } from '../../tfjs/userCode/disposeUnused';
import { seedRandom } from '../../process/lock/guardProcess';
import { readModule, refuseSyntaxErrors, type ModuleSource } from './moduleSource';
import { pickSite, refuseUnbuildable } from './pickSite';
import { planSteps, type Plan } from './planSteps';
import { Positions } from './positions';
import { reportPath } from '../../../workspace/reportPath';
import { linkProgram, type SourceProgram } from './program';
import { sliceFunction, sliceTopLevel } from './slice';
import { recordTensors } from '../../tfjs/userCode/userTensors';

const shapeType = ({ parameters }: ModelSite): string | undefined =>
  parameters.find(({ name }) => isShapeName(name))?.type;

/** Source with one definition chosen and everything it needs compiled; each build runs it anew. */
class SourceDefinition {
  private readonly program: SourceProgram;
  private readonly positions: Positions;
  private readonly definition: Definition;
  private readonly shapes: readonly (readonly number[])[];
  private shape: readonly number[] | undefined;
  private readonly elsewhere: WorkspaceCalls;

  constructor(
    private readonly source: ModuleSource,
    private readonly located: LocatedSite,
    private readonly request: InspectRequest,
  ) {
    const { owner, site } = located;
    this.elsewhere = new WorkspaceCalls(request.root);
    this.definition = {
      name: site.name,
      at: { file: reportPath(source.file, request.root), ...site.range.start },
      doesMore: site.pattern !== 'factory',
    };
    const factories = this.plan(() => []).factories.keys();
    const slice =
      owner.kind === 'function'
        ? sliceFunction(source, owner.node, factories)
        : sliceTopLevel(source, located);
    const { inputShape } = request;
    this.shapes = inputShape ? [inputShape] : shapesFor(slice.edit.text(), shapeType(site));
    this.program = linkProgram(slice, request.root);
    this.positions = new Positions(this.program, request.root);
  }

  /** Builds with the first shape that works; where none does, the failure with the likeliest one counts. */
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

  /** Chooses all arguments; a parameter without a value that would do is a failure of this definition. */
  private plan(triedShape: () => readonly number[]): Plan {
    const { arguments: set, inputShape } = this.request;
    const onlyBuilds = !this.definition.doesMore;
    const { owner } = this.located;
    if (owner.kind === 'statement') return { steps: [], factories: new Map() };
    try {
      return planSteps(owner.node, this.source, {
        arguments: set,
        inputShape,
        triedShape,
        onlyBuilds,
        elsewhere: this.elsewhere,
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(error.code, error.detail, this.definition.at);
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
    const { root, allowNetwork = false } = this.request;
    try {
      return await this.run(seed, plan, { loading: 'stands in', root, allowNetwork });
    } catch (error) {
      const remote = error instanceof Failure && thrownText(error).includes(REMOTE);
      if (!remote) throw error;
      // Code that loads what was saved often builds anew where there is nothing to load.
      return this.run(seed, plan, { loading: 'fails', root, allowNetwork }).catch(() => {
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
    if (!this.request.inputShape || isUsed) return;
    const detail = l10n.t('{0} takes no input shape', this.definition.name);
    throw new Failure('invalid-argument', detail, this.definition.at);
  }

  private async run(seed: number, plan: Plan, options: RunOptions): Promise<BuiltModel> {
    const restore = seedRandom(seed);
    const stopRecording = recordTensors();
    const outcome = await new DefinitionRun(this.program, this.positions, plan, options).run();
    const freeTensors = stopRecording();
    try {
      const built = this.read(outcome);
      const dispose = (): void => {
        built.dispose();
        freeTensors();
      };
      return { ...built, dispose };
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
    if (failure) throw failure;
    const { model, trace } = outcome;
    if (!model) throw new Failure('no-model', this.definition.name, this.definition.at);
    const built = readLayersModel(model, {
      name: this.definition.name,
      source: this.definition.at,
      arguments: outcome.arguments,
      initialisation: outcome.hasSavedWeights ? 'saved' : 'random',
      sourceOf: (layer, call) => this.sourceOf(trace, layer, call),
      callsOf: trace.callsOf,
    });
    disposeUnused(trace, model);
    return built;
  }

  private sourceOf(
    trace: RunOutcome['trace'],
    layer: Parameters<RunOutcome['trace']['madeAt']>[0],
    call: number,
  ): SourcePosition[] {
    const made = trace.madeAt(layer);
    const frames = call === 0 ? made : trace.appliedAt(layer, call);
    const places = this.positions.originals(frames.length > 0 ? frames : made);
    // What the builder made for an argument has no place of its own.
    return places.length > 0 ? places : [this.definition.at];
  }
}

/** A text that stops the parser has no place to point at but its start. */
function parsed({ file, root }: InspectRequest, text: string): ModuleSource {
  try {
    return readModule(file, text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, error.detail, {
      file: reportPath(file, root),
      line: 1,
      column: 1,
    });
  }
}

/**
 * Opens one definition in source. Throws a `Failure`: `syntax-error`, `site-not-found`,
 * `invalid-argument` or `unbuildable` here; what happens when it runs comes from the build.
 */
export function openSource(request: InspectRequest, text: string): BuildModel {
  const source = parsed(request, text);
  const file = reportPath(request.file, request.root);
  refuseSyntaxErrors(source, request.root);
  const located = pickSite(source.tree, request.site, file);
  refuseUnbuildable(located, file, request);
  return new SourceDefinition(source, located, request).build;
}
