import type {
  InitialValue,
  NodeInput,
  RecordedNode,
  RecordedPosition,
  Recording,
  ValueReference,
} from './recording';

/** The first reference of a recording to something that is not there, or that comes later; else `undefined`. */
export function consistencyFault(recording: Recording): string | undefined {
  for (const fault of faults(recording)) return fault;
  return undefined;
}

function* faults(recording: Recording): Generator<string> {
  const { nodes, calls, parameters, inputs, outputs } = recording;
  yield* nodeFaults(nodes, recording, 'nodes');
  for (const [index, { parent }] of calls.entries()) {
    if (parent !== null && parent >= index) yield `calls.${index}.parent: ${parent} comes later`;
  }
  for (const [index, { initial }] of parameters.entries()) {
    if (initial) yield* initialFaults(initial, recording, `parameters.${index}.initial`);
  }
  for (const [index, { node }] of inputs.entries()) {
    if (nodes[node]?.op !== 'input') yield `inputs.${index}.node: node ${node} is no input`;
  }
  for (const [index, { value }] of outputs.entries()) {
    yield* valueFault(value, nodes, nodes.length, `outputs.${index}.value`);
  }
  yield* positionFaults(recording);
}

function* initialFaults(
  initial: InitialValue,
  recording: Recording,
  where: string,
): Generator<string> {
  if (initial.draw !== 'computed') return;
  yield* nodeFaults(initial.nodes, recording, `${where}.nodes`);
  yield* valueFault(initial.value, initial.nodes, initial.nodes.length, `${where}.value`);
}

function* nodeFaults(
  nodes: readonly RecordedNode[],
  { calls, parameters }: Recording,
  where: string,
): Generator<string> {
  for (const [index, { inputs, call }] of nodes.entries()) {
    const at = `${where}.${index}`;
    if (call !== null && call >= calls.length) yield `${at}.call: there is no call ${call}`;
    for (const input of inputs) {
      yield* inputFault(input, parameters.length);
      if ('value' in input) yield* valueFault(input.value, nodes, index, `${at}.${input.slot}`);
    }
  }
}

function* inputFault(input: NodeInput, parameters: number): Generator<string> {
  if ('parameter' in input && input.parameter >= parameters) {
    yield `${input.slot}: there is no parameter ${input.parameter}`;
  }
}

/** A value must be an output of a node before `end`. */
function* valueFault(
  [node, output]: ValueReference,
  nodes: readonly RecordedNode[],
  end: number,
  where: string,
): Generator<string> {
  if (node >= end) yield `${where}: node ${node} comes later`;
  else if (output >= (nodes[node]?.outputs.length ?? 0)) {
    yield `${where}: node ${node} has no output ${output}`;
  }
}

function* positionFaults({ nodes, calls, parameters, files }: Recording): Generator<string> {
  const all: readonly (readonly RecordedPosition[])[] = [
    ...nodes.map(({ at }) => at),
    ...calls.flatMap(({ made, calledAt }) => [made, calledAt]),
    ...parameters.map(({ made }) => made),
  ];
  for (const [file] of all.flat()) {
    if (file >= files.length) yield `files: there is no file ${file}`;
  }
}
