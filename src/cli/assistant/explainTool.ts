import type * as v from 'valibot';
import { answerText } from '../../shared/words/assistant/answer';
import { findingText } from '../../shared/words/assistant/findingAnswer';
import { findingLine } from '../../shared/words/assistant/inspectAnswer';
import { oneLined } from '../terminal/visible';
import { explainInput } from './inputs';
import { makeTool, type ToolWork } from './tool';

/** The finding where this session's runs have it, the newest run first. */
function foundLines({ input, session }: ToolWork<v.InferOutput<typeof explainInput>>): string[] {
  return session.runs.newest.flatMap(([name, report]) => {
    const shown = oneLined(report);
    return shown.findings
      .filter(({ code }) => code === input.code)
      .map((finding) => `${name}, ${shown.model.name}: ${findingLine(finding, shown)}`);
  });
}

/** Explains a finding by its code. */
export const explainTool = makeTool({
  name: 'explain',
  title: 'Explain a finding',
  description:
    'Explains a finding of SkipScope by its code: what it means, what to try, how severe it usually is, whether gradients, times or the graph alone tell it, and the lines where the runs of this session have it. No code runs.',
  runsCode: false,
  input: explainInput,
  answer: (work) => {
    const lines = foundLines(work);
    const none = 'No run of this session has it: inspect or profile a network to look for it.';
    return Promise.resolve(
      answerText([
        { lines: findingText(work.input.code).split('\n') },
        lines.length === 0
          ? { lines: [none] }
          : { title: 'Found in the runs of this session:', lines, rest: 'places in earlier runs' },
      ]),
    );
  },
});
