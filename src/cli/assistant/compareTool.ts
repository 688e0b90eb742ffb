import type * as v from 'valibot';
import { compareReports } from '../../analysis/comparison/compareReports';
import { readReport } from '../../shared/report/readReport';
import type { Report } from '../../shared/report/report';
import { answerText } from '../../shared/words/assistant/answer';
import { largestBytes, readText } from '../../workspace/files/readFile';
import { usage } from '../terminal/flags';
import { oneLined } from '../terminal/visible';
import { comparisonParts } from './comparisonAnswer';
import { compareInput } from './inputs';
import { placeOf } from './places';
import { makeTool, type ToolWork } from './tool';

type CompareWork = ToolWork<v.InferOutput<typeof compareInput>>;

const RUN = /^run-\d+$/;

/** A run of the session, or a report in the workspace. Rejects with a `Failure` for anything else. */
async function open(named: string, { session, folders }: CompareWork): Promise<Report> {
  const kept = session.runs.get(named);
  if (kept) return kept;
  if (RUN.test(named)) {
    const names = session.runs.newest.map(([name]) => name).join(', ');
    throw usage(
      names === ''
        ? `There is no ${named}: no network was inspected or profiled in this session.`
        : `There is no ${named}; there are ${names}.`,
    );
  }
  const { full } = placeOf(named, folders);
  return readReport(await readText(full, largestBytes.report, named), named);
}

/** The newer report of a call: the named one, or the newest run. */
async function newer(work: CompareWork): Promise<Report> {
  const { input, session } = work;
  if (input.after !== undefined) return open(input.after, work);
  const [newest] = session.runs.newest;
  if (!newest)
    throw usage('compare needs after: no network was inspected or profiled in this session.');
  return newest[1];
}

/** Compares two runs, or two saved reports. */
export const compareTool = makeTool({
  name: 'compare',
  title: 'Compare two runs',
  description:
    'Tells what changed between two runs of this session, or two saved reports: size, step time and peak memory where both are profiles, findings that came and went, layers and skip connections added and removed, and the gradients that changed most. Inspect or profile a network, edit it, do the same again, then compare. No code runs.',
  runsCode: false,
  input: compareInput,
  answer: async (work) => {
    const [before, after] = [await open(work.input.before, work), await newer(work)];
    return answerText(comparisonParts(compareReports(oneLined(before), oneLined(after))));
  },
});
