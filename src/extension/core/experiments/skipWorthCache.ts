import type { Disposable } from '../../../shared/base/lifecycle';
import type { ModelKey } from '../../../shared/model/modelKey';
import { skipWorths, type SkipWorth } from '../../../shared/words/worthText';
import type { Session } from '../sessions/session';
import type { ExperimentRuns } from './experimentRuns';

const keyOf = ({ document, name }: ModelKey): string => `${document}#${name}`;

/** The worth of skips by the newest experiment on each model; read when first asked for. */
export class SkipWorthCache implements Disposable {
  private readonly known = new Map<string, readonly SkipWorth[]>();
  private readonly following: Disposable;

  /** `changed` is called when what is known of a model changed. */
  constructor(
    private readonly runs: ExperimentRuns,
    private readonly changed: (site: ModelKey) => void,
  ) {
    this.following = runs.onDidChange((site) => void this.load(site));
  }

  dispose(): void {
    this.following.dispose();
  }

  /** The worth that is known now; nothing of a text that was edited since. */
  of({ site, state }: Session): readonly SkipWorth[] {
    if (!state.report || state.report.text.outOfDate) return [];
    const known = this.known.get(keyOf(site));
    if (!known) {
      this.known.set(keyOf(site), []);
      void this.load(site);
    }
    return known ?? [];
  }

  private async load(site: ModelKey): Promise<void> {
    const shown = await this.runs.latest(site, 'skips').catch(() => undefined);
    const worths = shown ? skipWorths(shown.result) : [];
    const isNews = worths.length > 0 || (this.known.get(keyOf(site)) ?? []).length > 0;
    this.known.set(keyOf(site), worths);
    if (isNews) this.changed(site);
  }
}
