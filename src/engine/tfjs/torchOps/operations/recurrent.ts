import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import { equalParts, inOrder, ordered, range, slicesOf, type Value } from '../values/value';
import { dropped } from './random';

interface State {
  readonly hidden: tf.Tensor;
  readonly cell: tf.Tensor;
}

/** One step: the input's and the state's share of the gates `[n, gates · h]`, and the state before. */
type Step = (input: tf.Tensor, recurrent: tf.Tensor, state: State) => State;

const parts = (x: tf.Tensor, count: number): tf.Tensor[] => equalParts(x, count, 1);

/** Gates in torch's order: input, forget, cell, output. */
const lstmStep: Step = (input, recurrent, { cell }) => {
  const [i, f, g, o] = parts(tf.add(input, recurrent), 4) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const next = tf.add(tf.mul(tf.sigmoid(f), cell), tf.mul(tf.sigmoid(i), tf.tanh(g)));
  return { hidden: tf.mul(tf.sigmoid(o), tf.tanh(next)), cell: next };
};

/** Reset, update, new; the reset gate acts on the recurrent product with its bias. */
const gruStep: Step = (input, recurrent, { hidden, cell }) => {
  const [ri, zi, ni] = parts(input, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const [rh, zh, nh] = parts(recurrent, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const reset = tf.sigmoid(tf.add(ri, rh));
  const update = tf.sigmoid(tf.add(zi, zh));
  const fresh = tf.tanh(tf.add(ni, tf.mul(reset, nh)));
  return { hidden: tf.add(tf.mul(tf.sub(1, update), fresh), tf.mul(update, hidden)), cell };
};

const plainStep =
  (f: (x: tf.Tensor) => tf.Tensor): Step =>
  (input, recurrent, { cell }) => ({ hidden: f(tf.add(input, recurrent)), cell });

interface Weights {
  readonly input: tf.Tensor;
  readonly recurrent: tf.Tensor;
  readonly inputBias: tf.Tensor | undefined;
  readonly recurrentBias: tf.Tensor | undefined;
}

const times = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor | undefined): tf.Tensor => {
  const y = tf.matMul(x, weight, false, true);
  return bias ? tf.add(y, bias) : y;
};

/** Runs one layer in one direction over `[batch, time, width]`. */
function run(
  x: tf.Tensor,
  weights: Weights,
  start: State,
  { step, isReversed }: { step: Step; isReversed: boolean },
) {
  const [batch = 1, time = 1, width = 1] = x.shape;
  const all = tf.reshape(times(tf.reshape(x, [-1, width]), weights.input, weights.inputBias), [
    batch,
    time,
    -1,
  ]);
  const inputs = slicesOf(all, 1);
  const outputs = Array<tf.Tensor>(time);
  let state = start;
  for (const at of isReversed ? range(0, time).reverse() : range(0, time)) {
    state = step(
      inputs[at] as tf.Tensor,
      times(state.hidden, weights.recurrent, weights.recurrentBias),
      state,
    );
    outputs[at] = state.hidden;
  }
  return { outputs: tf.stack(outputs, 1), state };
}

const weightsOf = (flat: readonly tf.Tensor[], at: number, hasBias: boolean): Weights => {
  const per = hasBias ? 4 : 2;
  const [input, recurrent, inputBias, recurrentBias] = flat.slice(at * per, (at + 1) * per);
  return { input: input as tf.Tensor, recurrent: recurrent as tf.Tensor, inputBias, recurrentBias };
};

/** `h₀` (and `c₀`) as lists of one state per layer and direction. */
function startsOf(call: Call): State[] {
  const given = call.list('hx');
  const hidden = inOrder(given[0] ?? call.value('hx'));
  const cells = given[1] ? slicesOf(inOrder(given[1])) : [];
  return slicesOf(hidden).map((each, i) => ({ hidden: each, cell: cells[i] ?? tf.zeros([1]) }));
}

const dropoutOf = (call: Call): number =>
  call.isTraining && call.flag('train', call.flag('training', true))
    ? call.number('dropout', 0)
    : 0;

const recurrent =
  (step: Step, hasCell: boolean): Lowering =>
  (call): Value[] => {
    const flat = (call.list('params').length > 0 ? call.list('params') : call.list('weights')).map(
      inOrder,
    );
    const ways = call.flag('bidirectional') ? 2 : 1;
    const layers = call.number('num_layers');
    const isBatchFirst = call.flag('batch_first');
    const input = inOrder(call.value('input'));
    if (input.rank !== 3) call.refuse('without a batch');
    const starts = startsOf(call);
    const ends: State[] = [];
    let x = isBatchFirst ? input : tf.transpose(input, [1, 0, 2]);
    for (const layer of range(0, layers)) {
      const made = range(0, ways).map((way) => {
        const at = layer * ways + way;
        const weights = weightsOf(
          flat,
          at,
          call.flag('has_biases', flat.length === layers * ways * 4),
        );
        return run(x, weights, starts[at] as State, { step, isReversed: way === 1 });
      });
      ends.push(...made.map(({ state }) => state));
      const joined = tf.concat(
        made.map(({ outputs }) => outputs),
        2,
      );
      const isLast = layer === layers - 1;
      x = isLast ? joined : dropped(joined, dropoutOf(call));
    }
    const out = isBatchFirst ? x : tf.transpose(x, [1, 0, 2]);
    const hidden = tf.stack(ends.map((state) => state.hidden));
    const values = [ordered(out), ordered(hidden)];
    return hasCell ? [...values, ordered(tf.stack(ends.map((state) => state.cell)))] : values;
  };

const cell =
  (step: Step, hasCell: boolean): Lowering =>
  (call): Value[] | Value => {
    const given = call.list('hx');
    const hidden = inOrder(given[0] ?? call.value('hx'));
    const state: State = { hidden, cell: given[1] ? inOrder(given[1]) : tf.zeros([1]) };
    const bias = (slot: string): tf.Tensor | undefined => {
      const found = call.maybe(slot);
      return found && inOrder(found);
    };
    const next = step(
      times(inOrder(call.value('input')), inOrder(call.value('w_ih')), bias('b_ih')),
      times(hidden, inOrder(call.value('w_hh')), bias('b_hh')),
      state,
    );
    return hasCell ? [ordered(next.hidden), ordered(next.cell)] : ordered(next.hidden);
  };

const [tanhStep, reluStep] = [plainStep((x) => tf.tanh(x)), plainStep((x) => tf.relu(x))];

/** Recurrent layers, unrolled over time, and their cells. */
export const recurrence: Lowerings = {
  lstm: recurrent(lstmStep, true),
  gru: recurrent(gruStep, false),
  rnn_tanh: recurrent(tanhStep, false),
  rnn_relu: recurrent(reluStep, false),
  lstm_cell: cell(lstmStep, true),
  gru_cell: cell(gruStep, false),
  rnn_tanh_cell: cell(tanhStep, false),
  rnn_relu_cell: cell(reluStep, false),
};
