import { registerToolkit } from './toolkit';
import { translatePage } from './words';

/** Prepares a page for the elements of the kit: its language and its controls. Call it first. */
export function startPage(): void {
  translatePage();
  registerToolkit();
}
