import { Failure, textOf, type ClashingBranch } from '../../../../shared/base/failures';
import type { Message } from '../../../../shared/base/message';
import type { SourcePosition } from '../../../../shared/base/source';
import { message } from '../../../../shared/words/message';
import { elsewhereFailure } from '../run/absence';
import type { RunOutcome } from '../run/definitionRun';
import type { Positions } from '../link/positions';
import type { Note, RunNotes } from '../run/runNotes';
import { isNetworkError } from '../../../tfjs/userCode/networkErrors';
import { shapeClashOf } from '../../../tfjs/userCode/shapeClash';

/** The definition that ran, for failures. */
export interface Definition {
  readonly name: string;
  readonly at: SourcePosition;
  /** It does more than build: an error after the model exists does not matter. */
  readonly doesMore: boolean;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

const messageOf = (error: unknown): string =>
  error instanceof Error
    ? `${textOf(error.name)}: ${firstLine(textOf(error.message))}`
    : textOf(error);

/** The failure of a run that needs data; what a module outside the workspace would give is told at its import. */
function needsData({ what, at }: Note, { modules }: RunNotes, definition: Definition): Failure {
  const [, module] = /^'([^']*)'/.exec(what) ?? [];
  const imported = modules.find((one) => one.module === module)?.source;
  const place = at ?? definition.at;
  if (!imported || imported.file !== place.file)
    return new Failure('unbuildable', message('javascript.needs-value', { what }), place);
  const values = { what, line: String(place.line) };
  return new Failure('unbuildable', message('javascript.needs-module', values), imported);
}

/** The thrown error, with the guessed arguments, which may be its cause. */
function thrownDetail({ error, arguments: all }: RunOutcome): string | Message {
  const refusal = shapeClashOf(error)?.refusal;
  const guessed = all.filter(({ origin }) => origin === 'guess');
  const values = guessed.map(({ name, value }) => `${name} = ${JSON.stringify(value)}`);
  if (values.length > 0)
    return message('javascript.threw-with-guesses', { error: refusal ?? messageOf(error), values });
  return refusal ? message('layers.refused', { refusal }) : messageOf(error);
}

/**
 * The note of absent data that decided the number of layers: the model that was built is then not the user's.
 */
function dataDependent({ notes, trace, model }: RunOutcome): Note | undefined {
  if (!model) return undefined;
  const last = trace.layers.length;
  const between = notes.numbers.find(({ layers }) => layers > 0 && layers < last);
  return notes.swallows.at(0) ?? notes.loops.at(0) ?? between;
}

/** Places a refusal of the engine, which does not know whose code made the call. */
function withPlace(failure: Failure, positions: Positions, definition: Definition): Failure {
  return failure.placedAt(positions.thrownAt(failure) ?? definition.at);
}

/** Places an error that user code threw after building, in a layer that was tried out. */
export function placed(error: unknown, positions: Positions, definition: Definition): unknown {
  if (error instanceof Failure) return withPlace(error, positions, definition);
  if (!(error instanceof Error)) return error;
  const at = positions.thrownAt(error);
  return at ? new Failure('model-threw', messageOf(error), at) : error;
}

function fromError(outcome: RunOutcome, positions: Positions, definition: Definition): Failure {
  const { error, notes } = outcome;
  if (error instanceof Failure) return withPlace(error, positions, definition);
  const elsewhere = elsewhereFailure(notes);
  if (elsewhere) return elsewhere;
  const number = absentSize(outcome, positions);
  if (number) return number;
  const last = notes.numbers.at(-1);
  if (last) return needsData(last, notes, definition);
  const thrown = error instanceof Error ? positions.thrownAt(error) : undefined;
  const at = placeOfLayer(outcome, positions) ?? thrown ?? definition.at;
  const disconnected = disconnection(outcome, positions);
  if (disconnected) return new Failure('unbuildable', disconnected, at);
  return new Failure('model-threw', thrownDetail(outcome), at, {
    branches: branchesOf(outcome, positions),
  });
}

/** The failure of a run that lacks one number of a layer's options, which the user can give. */
function absentSize({ notes }: RunOutcome, positions: Positions): Failure | undefined {
  for (const { which, at } of notes.sizes) {
    const written = positions.optionAt(at, which);
    if (!written) continue;
    const axis = which.axis === undefined ? '' : String(which.axis);
    const why = message('javascript.needs-number', { expression: written.text, axis });
    return new Failure('unbuildable', why, written.at);
  }
  return undefined;
}

/** The line of a layer that cannot make its weights, or that a Sequential cannot take. */
function placeOfLayer(
  { error, trace }: RunOutcome,
  positions: Positions,
): SourcePosition | undefined {
  const layer = trace.failedLayer(error);
  return layer && positions.originals(trace.madeAt(layer))[0];
}

/**
 * The reason for a graph that TensorFlow.js finds disconnected: a list that changed after a layer took it, which
 * the framework keeps, or a layer that no input leads to.
 */
function disconnection({ error, trace }: RunOutcome, positions: Positions): Message | undefined {
  const text = error instanceof Error ? error.message : '';
  const layer = /^Graph disconnected: .* at layer "([^"]+)"/.exec(text)?.[1];
  if (layer === undefined) return undefined;
  const [at] = trace.changedLists().flatMap((frames) => positions.originals(frames)[0] ?? []);
  if (!at) return message('javascript.disconnected', { layer });
  const line = String(at.line);
  const list = positions.argumentAt(at);
  return list === undefined
    ? message('javascript.some-list-changed', { line })
    : message('javascript.list-changed', { list, line });
}

/** The inputs of a merge that did not fit, with the lines where their layers are made. */
function branchesOf(
  { error, trace }: RunOutcome,
  positions: Positions,
): ClashingBranch[] | undefined {
  const { branches: clashing = [], shortcut } = shapeClashOf(error) ?? {};
  const branches = clashing.map(({ sourceLayer, shape }, branch) => {
    const [at] = positions.originals(trace.madeAt(sourceLayer));
    const isShortcut = branch === shortcut;
    return { name: sourceLayer.name, shape, ...(at && { at }), ...(isShortcut && { isShortcut }) };
  });
  return branches.length > 0 ? branches : undefined;
}

function withoutModel({ notes }: RunOutcome, definition: Definition): Failure {
  const elsewhere = elsewhereFailure(notes);
  if (elsewhere) return elsewhere;
  const cause = notes.swallows.at(0) ?? notes.loops.at(0);
  return cause
    ? needsData(cause, notes, definition)
    : new Failure('no-model', definition.name, definition.at);
}

/** The reason that a run gave no trustworthy model; `undefined` if it gave one. */
export function explainRun(
  outcome: RunOutcome,
  positions: Positions,
  definition: Definition,
): Failure | undefined {
  const { error, model } = outcome;
  if (error !== undefined) {
    const calm =
      definition.doesMore && model && !(error instanceof Failure) && !isNetworkError(error);
    if (!calm) return fromError(outcome, positions, definition);
  }
  if (!model) return withoutModel(outcome, definition);
  const data = dataDependent(outcome);
  return data && needsData(data, outcome.notes, definition);
}
