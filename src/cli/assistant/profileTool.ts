import type * as v from 'valibot';
import type { Progress } from '../../shared/protocol/inspectRequest';
import { standardProfile } from '../../shared/protocol/profileRequest';
import { bytesIn } from '../../shared/report/budgetText';
import { answerText } from '../../shared/words/assistant/answer';
import { profileParts, type AskedMemory } from '../../shared/words/assistant/profileAnswer';
import { requestFor } from '../run/engine';
import { asProfiled } from '../run/profiled';
import { usage } from '../terminal/flags';
import { oneLined } from '../terminal/visible';
import { profileInput } from './inputs';
import { runWith, stageTeller } from './running';
import { makeTool, type ToolWork } from './tool';

function memoryOf(given: string | undefined): AskedMemory | undefined {
  if (given === undefined) return undefined;
  const bytes = bytesIn(given);
  if (bytes === undefined)
    throw usage(`profile takes as memory a size such as 8GB, and got ${JSON.stringify(given)}.`);
  return { text: given, bytes };
}

async function answer(work: ToolWork<v.InferOutput<typeof profileInput>>): Promise<string> {
  const { input, session } = work;
  const { memory, ...model } = input;
  const asked = memoryOf(memory);
  return runWith({ ...work, input: model }, undefined, async (modelRun) => {
    const { target, root, run, engine, interrupt } = modelRun;
    const show = stageTeller(modelRun, work.progress);
    const { steps, warmup, batchSize, seed } = standardProfile;
    const job = {
      kind: 'profile',
      ...requestFor(target, run, root),
      profile: { steps: input.steps ?? steps, warmup, batchSize: input.batch ?? batchSize, seed },
    } as const;
    const report = asProfiled(
      await engine.client.run(job, { progress: (at: Progress) => show(at) }, interrupt.signal),
    );
    const kept = `Kept as ${session.runs.keep(report)}: compare takes it.`;
    return answerText([{ lines: [kept] }, ...profileParts(oneLined(report), asked)]);
  });
}

/** Times a training step of a model. */
export const profileTool = makeTool({
  name: 'profile',
  title: 'Profile a network',
  description:
    'Times training steps of one definition and answers where time and memory go: milliseconds of a step, forward, backward and update apart, the dearest lines and layers with MACs and bytes, the peak of memory with its owners, throughput by batch, the largest batch that fits into a memory, and findings on cost. For questions about speed, size, and whether a training fits. It runs code of the workspace and takes seconds to minutes. Times are of this machine and of the library that the answer names.',
  runsCode: true,
  input: profileInput,
  answer,
});
