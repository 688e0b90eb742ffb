import * as l10n from '@vscode/l10n';
import { element } from './elements';
import { button } from './toolkit';

export interface Notice {
  readonly root: HTMLElement;
  /** Shows a sentence until it is dismissed; `undefined` hides it. */
  readonly say: (sentence: string | undefined) => void;
}

/** A line for a message to the user, read aloud when it appears. */
export function notice(): Notice {
  const text = element('span', { class: 'text' });
  const dismiss = button(l10n.t('Dismiss'), 'dismiss', () => (root.hidden = true));
  const root = element('p', { class: 'notice', role: 'status', hidden: true }, text, dismiss);
  return {
    root,
    say: (sentence) => {
      root.hidden = sentence === undefined;
      text.textContent = sentence ?? '';
    },
  };
}
