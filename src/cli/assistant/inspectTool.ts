import type * as v from 'valibot';
import { toFailureInfo } from '../../shared/base/failures';
import { answerText } from '../../shared/words/assistant/answer';
import { inspectParts } from '../../shared/words/assistant/inspectAnswer';
import { runModel } from '../run/runModel';
import { failureText } from '../terminal/failureText';
import { oneLined } from '../terminal/visible';
import { inspectInput } from './inputs';
import { runWith, stageTeller } from './running';
import { makeTool, type ToolWork } from './tool';

async function answer(work: ToolWork<v.InferOutput<typeof inspectInput>>): Promise<string> {
  const { input, session } = work;
  return runWith(work, undefined, async (modelRun) => {
    const { target, root, run, engine, interrupt } = modelRun;
    const show = stageTeller(modelRun, work.progress);
    const { report, failure } = await runModel(target, {
      client: engine.client,
      run: input.probe === false ? { ...run, probe: null } : run,
      terminal: session.terminal,
      interrupt,
      progressOf: () => ({ show, dispose: () => undefined }),
      root,
    });
    const name = session.runs.keep(report);
    const failed = failure ? [failureText(toFailureInfo(failure))] : [];
    const kept = `Kept as ${name}: compare takes it.`;
    return answerText([{ lines: [...failed, kept] }, ...inspectParts(oneLined(report))]);
  });
}

/** Builds and probes a model. */
export const inspectTool = makeTool({
  name: 'inspect',
  title: 'Inspect a network',
  description:
    'Builds one neural-network definition, trains it for a few steps on data made for it, or set in .skipscope.json, and answers with the verdict, layers, parameters, skip connections, findings (vanishing or exploding gradients, dead units and others) with their lines, limits and one thing to try, and the gradient of each weighted layer. For questions about why a network does not train, about gradient flow or about skip connections. It runs code of the workspace and takes seconds to minutes. Numbers come from a few steps at the start of training; do not present them as the result of training.',
  runsCode: true,
  input: inspectInput,
  answer,
});
