import { button } from '../../kit/toolkit';
import type { PageActions } from './actions';

/** The button that applies the fix that the host offers; hidden without one. */
export function fixButton(page: PageActions): {
  readonly root: HTMLElement;
  /** Its title; `undefined` hides it. */
  readonly show: (title: string | undefined) => void;
} {
  const root = button('', 'apply-fix', page.applyFix, { appearance: 'primary' });
  return {
    root,
    show: (title) => {
      root.hidden = title === undefined;
      root.textContent = title ?? '';
    },
  };
}
