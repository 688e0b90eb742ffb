import type { JoinedCells } from '../../../detection/python/notebookCells';
import type { TextPosition } from '../../../shared/model/modelSite';
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
  const { failure, upTo } = answer;
  const isHere = failure.file === file && failure.at;
  return {
    failure: isHere ? { ...failure, at: moved(isHere) } : failure,
    ...(upTo && { upTo: moveIn(upTo, file, moved) }),
  };
}

type Move = (position: RecordedPosition) => RecordedPosition;

function moveIn(recording: Recording, file: string, move: Move): Recording {
  const index = recording.files.indexOf(file);
  const all = (places: readonly RecordedPosition[]): readonly RecordedPosition[] =>
    places.map((one) => (one[0] === index ? move(one) : one));
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
