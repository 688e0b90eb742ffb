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
import type {
  Arm,
  Estimate,
  ExperimentCell,
  ExperimentDraft,
} from '../../../shared/experiment/experiment';
import { standardProbe } from '../../../shared/protocol/inspectRequest';
import type { ExperimentRequest } from '../../../shared/protocol/experimentRequest';
import type { Cell } from '../../../shared/protocol/job';
import { message } from '../../../shared/words/message';
import { functionCaller } from '../../frontends/javascript/javascriptFrontend';
import type { ModelDescription } from '../../model/modelDescription';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import { withPlainTensors } from '../../tfjs/plainTensors';
import { withOverrides } from '../inspect/overrides';
import { frontendFor, placeOf, prepare } from '../inspect/frontends';
import { readSubject } from '../inspect/readSubject';
import { missingCells } from '../kinds/cells';
import type { JobContext } from '../kinds/job';
import { openCells, type Cells } from './cells';
import { optionsOf } from './options';

type Context = JobContext<ExperimentDraft, Cell<ExperimentCell>>;

const refusal = (why: Message, { source }: Pick<ModelDescription, 'source'>): Failure =>
  new Failure('invalid-argument', why, source);

/** The facts that decide which experiments make sense. */
function subjectOf({ graph, inputs }: ModelDescription): ExperimentSubject {
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
  };
}

/** The arms of an experiment, or those of them that were asked for. Throws a `Failure` that says why none. */
function armsOf(
  kind: ExperimentKind,
  description: ModelDescription,
  wanted: readonly string[] | undefined,
): readonly Arm[] {
  const { cannotRun, initialisation } = description;
  if (cannotRun)
    throw refusal(message('experiments.cannot-run', { reason: cannotRun }), description);
  if (kind.trains && initialisation === 'saved')
    throw refusal(message('experiments.saved-weights'), description);
  const arms = kind.arms(subjectOf(description));
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

/** Starts the runtime, announces where user code runs from now on, which locks the process, and opens the model. */
async function open(
  subject: Subject,
  request: ExperimentRequest,
  context: Context,
): Promise<OpenedModel> {
  const frontend = frontendFor(subject);
  context.progress({ stage: 'loading backend' });
  await frontend.openRuntime(request.backend);
  context.progress({ stage: 'building model' });
  await prepare(frontend, context.keep);
  context.running(placeOf(subject, frontend), { allowNetwork: request.allowNetwork ?? false });
  // Not to be probed: the numbers of an experiment are TensorFlow.js's on every route.
  return frontend.open({ ...subject, isProbed: false }, request.experiment.seed);
}

interface Opened {
  readonly request: ExperimentRequest;
  readonly subject: Subject;
  readonly model: OpenedModel;
}

/** Estimates the seconds of the missing cells; a pilot counts as half a cell. */
async function estimated(
  cells: Cells,
  plan: ExperimentDraft['plan'],
  used: ExperimentDraft['kept'],
): Promise<Estimate> {
  const secondsPerCell = await cells.cost();
  const pilots = cells.searched.flatMap((arm) => pilotsOf(arm, cells.rates)).map(({ id }) => id);
  const missing = missingCells([...pilots, ...plan.map(({ id }) => id)], used);
  const half = missing.filter((id) => pilots.includes(id)).length / 2;
  const seconds = secondsPerCell * (missing.length - half);
  return { cells: plan.length, pilots: pilots.length, secondsPerCell, seconds };
}

/** The plan, with its estimate if nothing else is asked for, and how its cells are computed. */
async function planned(
  { request, subject, model }: Opened,
  kept: Context['cells'],
): Promise<{ readonly draft: ExperimentDraft; readonly cells: Cells }> {
  const { description } = model;
  const kind = experiments[request.experiment.name];
  const arms = armsOf(kind, description, request.experiment.arms);
  const { options, setup, ownRate } = optionsOf(request, kind, description);
  const callFunction = withPlainTensors(functionCaller(subject));
  const place = request.probe?.data;
  const cells = await openCells({
    ...{ kind, model, subject, options, setup, arms, place, callFunction },
    rates: pilotRates(ownRate),
  });
  const plan = planOf(arms, options);
  const used = kept.filter(({ value }) => value.of === cells.fingerprint);
  const name = place ? place.inputs.replace(/^.*[\\/]/, '') : '';
  const { name: modelName, source, arguments: given } = description;
  return {
    cells,
    draft: {
      experiment: request.experiment.name,
      model: { name: modelName, source, arguments: given },
      ...{ runtime: model.runtime, options, arms, plan },
      data: { kind: place ? 'file' : 'synthetic', name },
      ...(request.onlyPlan && { estimate: await estimated(cells, plan, used) }),
      kept: used,
    },
  };
}

/**
 * Plans an experiment on a model and computes the cells of one process's share, pilots first. Gives the draft:
 * what the cells say is for their reader. Rejects with a `Failure` that says why an experiment makes no sense.
 */
export async function experiment(
  asked: ExperimentRequest,
  context: Context,
): Promise<ExperimentDraft> {
  const probe = asked.probe ?? standardProbe;
  const request = { ...asked, ...(await withOverrides({ ...asked, probe })) };
  const subject = await readSubject(request);
  const model = await open(subject, request, context);
  try {
    const { draft, cells } = await planned({ request, subject, model }, context.cells);
    await context.partial(draft);
    if (request.onlyPlan) return draft;
    const { index, of } = request.part ?? { index: 0, of: 1 };
    const share = draft.plan.filter((_, at) => at % of === index);
    const missing = new Set(
      missingCells(
        share.map(({ id }) => id),
        draft.kept,
      ),
    );
    for (const cell of share) if (missing.has(cell.id)) await cells.complete(cell, context);
    return draft;
  } finally {
    model.dispose();
  }
}
