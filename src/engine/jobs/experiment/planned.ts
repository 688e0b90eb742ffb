import {
  isRefusal,
  type ExperimentKind,
  type ExperimentSubject,
} from '../../../analysis/experiments/kinds/kind';
import { pilotRates, pilotsOf, planOf } from '../../../analysis/experiments/plan';
import { experiments } from '../../../analysis/experiments/registry';
import { findSkips } from '../../../analysis/skips/findSkips';
import { Failure } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import type { Arm, Estimate, ExperimentDraft } from '../../../shared/experiment/experiment';
import { dataName } from '../../../shared/experiment/shippedData';
import type { ExperimentRequest } from '../../../shared/protocol/experimentRequest';
import { message } from '../../../shared/words/message';
import { functionCaller } from '../../frontends/javascript/javascriptFrontend';
import type { ModelDescription } from '../../model/modelDescription';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import { withPlainTensors } from '../../tfjs/plainTensors';
import { missingCells } from '../kinds/cells';
import { openCells, type Cells } from './cells';
import { openDepths, type OpenWith } from './depths';
import { optionsOf } from './options';

const refusal = (why: Message, { source }: Pick<ModelDescription, 'source'>): Failure =>
  new Failure('invalid-argument', why, source);

/** The facts that decide which experiments make sense. */
function subjectOf(
  { graph, inputs }: ModelDescription,
  depths: ExperimentSubject['depths'],
): ExperimentSubject {
  const [first, ...others] = inputs;
  const isFloat = first?.dtype === 'float32' && first.vocabulary === undefined;
  const hasDropout = graph.layers.some(
    ({ operation }) => operation.type === 'passive' && operation.effect === 'dropout',
  );
  return {
    graph,
    skips: findSkips(graph),
    hasOneFloatInput: isFloat && others.length === 0,
    hasDropout,
    ...(depths && { depths }),
  };
}

interface Wanted {
  readonly wanted?: readonly string[] | undefined;
  readonly depths?: ExperimentSubject['depths'];
}

/** The arms of an experiment, or those of them that were asked for. Throws a `Failure` that says why none. */
export function armsOf(
  kind: ExperimentKind,
  description: ModelDescription,
  { wanted, depths }: Wanted = {},
): readonly Arm[] {
  const { cannotRun, initialisation } = description;
  if (cannotRun)
    throw refusal(message('experiments.cannot-run', { reason: cannotRun }), description);
  if (kind.trains && initialisation === 'saved')
    throw refusal(message('experiments.saved-weights'), description);
  const arms = kind.arms(subjectOf(description, depths));
  if (isRefusal(arms)) throw refusal(arms, description);
  return wanted ? chosen(arms, wanted, description) : arms;
}

function chosen(
  arms: readonly Arm[],
  wanted: readonly string[],
  description: ModelDescription,
): readonly Arm[] {
  const known = arms.map(({ id }) => id);
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw refusal(message('experiments.unknown-arm', { name: unknown, known }), description);
  return arms.filter(({ id }) => wanted.includes(id));
}

/** A model that was opened for an experiment. */
export interface Opened {
  readonly request: ExperimentRequest;
  readonly subject: Subject;
  readonly model: OpenedModel;
  /** Opens the same definition with other arguments, once for each; they go with the model. */
  readonly openWith: OpenWith;
}

const depthOf = ({ depth, blocks }: Arm): number => depth ?? blocks ?? 0;

/** Arms that stand for all: dropped blocks cost nothing, so those with the fewest and the most. */
function typical(arms: readonly Arm[]): Arm[] {
  const byBlocks = [...arms].sort((a, b) => depthOf(a) - depthOf(b));
  const [least, most] = [byBlocks[0], byBlocks.at(-1)];
  if (!least || !most) return [];
  return depthOf(least) === depthOf(most) ? [least] : [least, most];
}

/** Costs that were measured, by all that decides them. */
export type KnownCosts = Map<string, number>;

async function secondsOf(cells: Cells, arms: readonly Arm[], known: KnownCosts): Promise<number> {
  let sum = 0;
  for (const arm of arms) {
    const key = cells.costKey(arm);
    const seconds = known.get(key) ?? (await cells.cost(arm));
    known.set(key, seconds);
    sum += seconds / arms.length;
  }
  return sum;
}

interface Planned {
  readonly arms: readonly Arm[];
  readonly plan: ExperimentDraft['plan'];
  readonly used: ExperimentDraft['kept'];
}

/** Estimates the seconds of the missing cells; a pilot counts as half a cell. */
async function estimated(
  cells: Cells,
  { arms, plan, used }: Planned,
  known: KnownCosts,
): Promise<Estimate> {
  const secondsPerCell = await secondsOf(cells, typical(arms), known);
  const pilots = cells.searched.flatMap((arm) => pilotsOf(arm, cells.rates)).map(({ id }) => id);
  const missing = missingCells([...pilots, ...plan.map(({ id }) => id)], used);
  const half = missing.filter((id) => pilots.includes(id)).length / 2;
  const seconds = secondsPerCell * (missing.length - half);
  return { cells: plan.length, pilots: pilots.length, secondsPerCell, seconds };
}

/** The plan, with its estimate where nothing else is asked for, and how its cells are computed. */
export async function planned(
  { request, subject, model, openWith }: Opened,
  kept: ExperimentDraft['kept'],
  known: KnownCosts = new Map(),
): Promise<{ readonly draft: ExperimentDraft; readonly cells: Cells }> {
  const { description } = model;
  const kind = experiments[request.experiment.name];
  const depths = await openDepths(description, request.experiment, openWith);
  const arms = armsOf(kind, description, { wanted: request.experiment.arms, depths });
  const { options, setup, ownRate } = optionsOf(request, kind, description);
  const callFunction = withPlainTensors(functionCaller(subject));
  const place = request.probe?.data;
  const cells = await openCells({
    kind,
    model,
    subject,
    options,
    setup,
    arms,
    place,
    callFunction,
    openWith,
    rates: pilotRates(ownRate),
  });
  const plan = planOf(arms, options);
  const used = kept.filter(({ value }) => value.of === cells.fingerprint);
  const name = place ? dataName(place.inputs) : '';
  const { name: modelName, source, arguments: given } = description;
  return {
    cells,
    draft: {
      experiment: request.experiment.name,
      model: { name: modelName, source, arguments: given },
      runtime: model.runtime,
      options,
      arms,
      plan,
      data: { kind: place ? 'file' : 'synthetic', name },
      ...(request.onlyPlan && { estimate: await estimated(cells, { arms, plan, used }, known) }),
      kept: used,
    },
  };
}
