import { toFailureInfo } from '../../shared/base/failures';
import { answerText, clippedTo } from '../../shared/words/assistant/answer';
import { explainFailure } from '../../shared/words/failures';
import type { RunOptions } from '../run/runOptions';
import { failureText } from '../terminal/failureText';
import type { Terminal } from '../terminal/terminal';
import { oneLine } from '../terminal/visible';
import { compareTool } from './compareTool';
import { experimentTool } from './experimentTool';
import { explainTool } from './explainTool';
import { inspectTool } from './inspectTool';
import { KeptRuns } from './keptRuns';
import { listTool } from './listTool';
import { profileTool } from './profileTool';
import { FailedRun } from './running';
import type { Tool } from './tool';
import type { ToolHost } from './toolHost';
import { Turns } from './turns';

const tools = [listTool, inspectTool, profileTool, explainTool, compareTool, experimentTool];
const names = tools.map(({ definition }) => definition.name);

const instructions = `SkipScope finds the neural networks that a workspace defines, builds them, and measures how they train.
Call list first: it gives the file and the name that inspect, profile and experiment take. inspect answers whether a network trains well, profile where its time and memory go, experiment what a part of it is worth. Each finding has a code that explain explains, and a line (file:line) to look at. To see what an edit did, inspect or profile before and after it, then compare the two runs.
Numbers are of a few training steps on this machine; what is called guessed or not measured is not known.`;

const ERROR_TOKENS = 900;
const PRINTED_LINES = 12;

/** A sentence with the flags of the command line by the names that the tool's inputs have. */
function withInputs(sentence: string, tool: Tool): string {
  const { properties = {} } = tool.definition.inputSchema;
  return sentence.replaceAll(/--([a-z-]+)/g, (flag, name: string) => {
    const input = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return Object.hasOwn(properties, input) ? input : flag;
  });
}

/** One sentence on what went wrong, with the end of what the code printed. */
function errorText(error: unknown, tool: Tool): string {
  const failure = toFailureInfo(error instanceof FailedRun ? error.failure : error);
  // A wrong input has no place, and its code says nothing more.
  const told = failure.code === 'usage' ? explainFailure(failure) : failureText(failure);
  const sentence = clippedTo(withInputs(told, tool), ERROR_TOKENS);
  const printed = error instanceof FailedRun ? error.printed.trim().split('\n').map(oneLine) : [];
  return answerText([
    { lines: [sentence], longest: sentence.length },
    {
      title: 'The code printed last:',
      lines: printed.filter((line) => line !== '').slice(-PRINTED_LINES),
    },
  ]);
}

/** The tools of one session. They write to `terminal.err` alone. */
export function openToolHost(
  { run, terminal }: { readonly run: RunOptions; readonly terminal: Terminal },
  version: string,
): ToolHost {
  const session = { run, terminal, runs: new KeptRuns(), turns: new Turns() };
  return {
    name: 'skipscope',
    version,
    instructions,
    tools: tools.map(({ definition }) => definition),
    call: async (name, call) => {
      const tool = tools.find(({ definition }) => definition.name === name);
      if (!tool)
        return { text: `There is no tool ${name}; there are ${names.join(', ')}.`, isError: true };
      try {
        return { text: await tool.answer(call, session), isError: false };
      } catch (error) {
        return { text: errorText(error, tool), isError: true };
      }
    },
  };
}
