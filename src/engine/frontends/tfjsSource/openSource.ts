import type { LocatedSite } from '../../../detection/locateSites';
import { positionAt } from '../../../detection/locateSites';
import { Failure } from '../../../shared/base/failures';
import type { SourcePosition } from '../../../shared/base/source';
import type { InspectRequest } from '../../../shared/protocol/engineContract';
import type { BuildModel, BuiltModel } from '../builtModel';
import { readLayersModel } from '../layersModel/readLayersModel';
import type { Wishes } from './arguments/chooseArguments';
import { shapesFor } from './arguments/guesses';
import { DefinitionRun, type RunOutcome } from './definitionRun';
import { explainRun, type Definition } from './explain';
import { disposeUnused } from './disposeUnused';
import { seedRandom } from './guardProcess';
import { readModule, type ModuleSource } from './moduleSource';
import { pickSite, refuseUnbuildable } from './pickSite';
import { planSteps } from './planSteps';
import { Positions, reportPath } from './positions';
import { linkProgram, type SourceProgram } from './program';
import { sliceFunction, sliceTopLevel } from './slice';

/** Source with one definition chosen and everything it needs compiled; each build runs it anew. */
class SourceDefinition {
  private readonly program: SourceProgram;
  private readonly positions: Positions;
  private readonly definition: Definition;
  private shape: readonly number[] | undefined;

  constructor(
    private readonly source: ModuleSource,
    private readonly located: LocatedSite,
    private readonly request: InspectRequest,
  ) {
    const { owner, site } = located;
    const slice =
      owner.kind === 'function'
        ? sliceFunction(source, owner.node)
        : sliceTopLevel(source, located);
    this.program = linkProgram(slice, request.root);
    this.positions = new Positions(this.program, request.root);
    this.definition = {
      name: site.name,
      at: { file: reportPath(source.file, request.root), ...site.range.start },
      doesMore: site.pattern !== 'factory',
    };
  }

  /** Builds with the first shape that works; where none does, the failure with the likeliest one counts. */
  readonly build: BuildModel = async (seed) => {
    if (this.shape) return this.buildWith(seed, this.shape, () => undefined);
    let first: unknown;
    for (const shape of shapesFor(this.source.text, undefined)) {
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

  private async buildWith(
    seed: number,
    shape: readonly number[],
    onTried: () => void,
  ): Promise<BuiltModel> {
    const { arguments: set, inputShape } = this.request;
    const wishes: Wishes = {
      arguments: set,
      inputShape,
      triedShape: () => {
        onTried();
        return shape;
      },
    };
    const { owner } = this.located;
    const steps = owner.kind === 'function' ? planSteps(owner.node, this.source, wishes) : [];
    const restore = seedRandom(seed);
    const outcome = await new DefinitionRun(this.program, this.positions, steps).run();
    try {
      return this.read(outcome);
    } catch (error) {
      disposeUnused(outcome.trace, undefined);
      throw error;
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
      initialisation: 'random',
      sourceOf: (layer, call) => this.sourceOf(trace, layer, call),
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
    return (frames.length > 0 ? frames : made).map((frame) => this.positions.original(frame));
  }
}

/**
 * Opens one definition in source. Throws a `Failure`: `syntax-error`, `site-not-found`,
 * `invalid-argument` or `unbuildable` here; what happens when it runs comes from the build.
 */
export function openSource(request: InspectRequest, text: string): BuildModel {
  const source = readModule(request.file, text);
  const file = reportPath(request.file, request.root);
  const { syntaxError } = source;
  if (syntaxError) {
    const at = positionAt(source.tree, syntaxError.offset);
    throw new Failure('syntax-error', syntaxError.message, { file, ...at });
  }
  const located = pickSite(source.tree, request.site, file);
  refuseUnbuildable(located, file, request);
  return new SourceDefinition(source, located, request).build;
}
