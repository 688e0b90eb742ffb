import * as l10n from '@vscode/l10n';
import { withEdit } from '../../../shared/model/applyEdit';
import type { FixRequest, TextEdit } from '../../../shared/model/fix';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { JobRunner } from '../../../shared/protocol/jobs';
import { endOfNetwork } from '../../../shared/report/selectors';
import { sentenceOf } from '../../../shared/words/sentence';

/** An edit, and whether the model was built with it. */
export interface SureFix {
  readonly edit: TextEdit;
  /** `false` where the model lies in another file, or the engine cannot run now. */
  readonly tried: boolean;
}

/** A few words for a button or a menu; they say so if the edit was not built. */
export const fixTitle = ({ edit, tried }: SureFix): string =>
  tried ? sentenceOf(edit.title) : l10n.t('{0} (not tried)', sentenceOf(edit.title));

/** The part of the detection that fixes need. */
export type ProposeEdits = (request: FixRequest) => Promise<readonly TextEdit[]>;

/** The outcomes of builds that are kept; each is of one text. */
const MOST_KEPT = 50;

/** Finds the edits that solve a problem: each is built before it is offered, and one that does not build is not. */
export class SureFixes {
  private readonly built = new Map<string, Promise<boolean>>();

  constructor(
    private readonly engine: JobRunner,
    private readonly propose: ProposeEdits,
  ) {}

  /** The first edit that builds; `undefined` if there is none. `run` is the run that the problem comes from. */
  async find(wanted: FixRequest, run: InspectRequest): Promise<SureFix | undefined> {
    const edits = await this.propose(wanted);
    const [first] = edits;
    if (!first) return undefined;
    if (run.file !== wanted.file || run.text === undefined) return { edit: first, tried: false };
    for (const edit of edits) {
      const text = withEdit(wanted.text, edit);
      if (await this.builds({ ...run, text, probe: null })) return { edit, tried: true };
    }
    return undefined;
  }

  private builds(request: InspectRequest): Promise<boolean> {
    const key = JSON.stringify(request);
    const known = this.built.get(key) ?? this.build(request);
    this.built.delete(key);
    this.built.set(key, known);
    for (const [oldest] of this.built) {
      if (this.built.size <= MOST_KEPT) break;
      this.built.delete(oldest);
    }
    return known;
  }

  private async build(request: InspectRequest): Promise<boolean> {
    const job = { kind: 'inspect', ...request } as const;
    try {
      const report = await this.engine.run(job, {}, new AbortController().signal);
      return (
        !report.refused &&
        !endOfNetwork(report) &&
        report.findings.every(({ code }) => code !== 'merge-shape-mismatch')
      );
    } catch {
      return false;
    }
  }
}
