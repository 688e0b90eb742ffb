import { readFileSync } from 'node:fs';
import path from 'node:path';
import { proposeEdits } from '../../detection/languages/languages';
import { withEdit } from '../../shared/model/applyEdit';
import type { TextEdit } from '../../shared/model/fix';
import { fixForFinding } from '../../shared/report/fixes';
import type { Finding, Report } from '../../shared/report/report';
import { sentenceOf } from '../../shared/words/sentence';
import type { Trial } from '../../shared/words/trialText';
import { requestFor } from './engine';
import { runModel, type Runner } from './runModel';
import type { Target } from './sites';

/** Each trial is a run of its own. */
const MOST = 3;

interface Proposal {
  readonly finding: Finding;
  readonly edit: TextEdit;
}

/** The edits that quick fixes would make for the findings of a report, each once. */
function proposals(report: Report, target: Target, text: string, root: string): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const finding of report.findings) {
    const { source } = finding;
    const fix = fixForFinding(finding);
    if (!fix || !source || path.resolve(root, source.file) !== target.file) continue;
    const [edit] = proposeEdits({ file: target.file, text, at: source, fix });
    const key = edit && JSON.stringify(edit.replacements);
    if (edit && key !== undefined && !found.has(key)) found.set(key, { finding, edit });
  }
  return [...found.values()].slice(0, MOST);
}

/** Probes a model with the edit of each quick fix; the file stays as it is. Rejects as `runModel` does. */
export async function tryFixes(report: Report, target: Target, runner: Runner): Promise<Trial[]> {
  if (!report.probe) return [];
  const text = readFileSync(target.file, 'utf8');
  const { root } = requestFor(target, runner.run);
  const trials: Trial[] = [];
  for (const { finding, edit } of proposals(report, target, text, root)) {
    const tried = await runModel({ ...target, text: withEdit(text, edit) }, runner);
    if (tried.failure) continue;
    trials.push({ finding, edit: sentenceOf(edit.title), before: report, after: tried.report });
  }
  return trials;
}
