import * as l10n from '@vscode/l10n';
import type { Progress, Stage } from '../protocol/inspectRequest';

const stageTexts: Readonly<Record<Stage, () => string>> = {
  'starting engine': () => l10n.t('starting engine'),
  'loading backend': () => l10n.t('loading backend'),
  'building model': () => l10n.t('building model'),
  'finding skips': () => l10n.t('finding skips'),
  'probing gradients': () => l10n.t('probing gradients'),
  'running experiment': () => l10n.t('running experiment'),
  profiling: () => l10n.t('profiling'),
  'writing report': () => l10n.t('writing report'),
};

/** The stage of a run, in the words of every view. */
export const stageText = (stage: Stage): string => stageTexts[stage]();

/** `probing gradients 3/9`. */
export function progressText({ stage, done, total }: Progress): string {
  const text = stageText(stage);
  return done !== undefined && total !== undefined ? `${text} ${done}/${total}` : text;
}
