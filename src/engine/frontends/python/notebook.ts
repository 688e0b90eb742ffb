import type { JoinedCells } from '../../../detection/python/notebookCells';
import type { TextPosition } from '../../../shared/model/modelSite';
import type { KerasRecording } from '../../../shared/protocol/python/kerasRecording';
import type { RecordAnswer } from '../../../shared/protocol/python/pythonContract';
import type { RecordedPosition, Recording } from '../../../shared/protocol/python/recording';

/** The answer with the positions of its notebook in the notebook's file instead of in the joined cells. */
export function inNotebook(
  answer: RecordAnswer,
  file: string,
  { text, positionAt }: JoinedCells,
): RecordAnswer {
  const starts = lineStarts(text);
  const moved = ([index, line, column, end, within]: RecordedPosition): RecordedPosition => {
    const start = starts[line - 1] ?? 0;
    const place = (one: number): TextPosition => positionAt(start + Math.max(0, one - 1));
    const { line: there } = place(column);
    return [index, there, place(column).column, place(end).column, within];
  };
  if ('recording' in answer) return { recording: moveIn(answer.recording, file, moved) };
  if ('keras' in answer) return { keras: moveLayers(answer.keras, file, moved) };
  const { failure, upTo, kerasUpTo } = answer;
  const isHere = failure.file === file && failure.at;
  return {
    failure: isHere ? { ...failure, at: moved(isHere) } : failure,
    ...(upTo && { upTo: moveIn(upTo, file, moved) }),
    ...(kerasUpTo && { kerasUpTo: moveLayers(kerasUpTo, file, moved) }),
  };
}

type Move = (position: RecordedPosition) => RecordedPosition;

/** Moves the positions of a file, one of several of a recording. */
function movingIn(files: readonly string[], file: string, move: Move) {
  const index = files.indexOf(file);
  return (places: readonly RecordedPosition[]): readonly RecordedPosition[] =>
    places.map((one) => (one[0] === index ? move(one) : one));
}

function moveLayers(recording: KerasRecording, file: string, move: Move): KerasRecording {
  const all = movingIn(recording.files, file, move);
  const layers = recording.layers.map(({ name, made, calls }) => ({
    name,
    made: all(made),
    calls: calls.map(({ at, within }) => ({ at: all(at), within })),
  }));
  return { ...recording, layers };
}

function moveIn(recording: Recording, file: string, move: Move): Recording {
  const all = movingIn(recording.files, file, move);
  const { nodes, calls, parameters } = recording;
  return {
    ...recording,
    nodes: nodes.map((node) => ({ ...node, at: all(node.at) })),
    calls: calls.map((call) => ({ ...call, made: all(call.made), calledAt: all(call.calledAt) })),
    parameters: parameters.map((one) => ({ ...one, made: all(one.made) })),
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
