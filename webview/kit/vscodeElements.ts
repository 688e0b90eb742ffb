// Element by element: the package's index would define names that the toolkit defines too.
import '@vscode-elements/elements/dist/vscode-progress-bar/vscode-progress-bar.js';
import { element } from './elements';

// The only file that knows VS Code Elements, which has the controls that the toolkit lacks.

export interface ProgressBar {
  readonly root: HTMLElement;
  set(done: number, total: number): void;
}

/** A bar of `done` out of `total`; `label` is read to those who do not see it. */
export function progressBar(label: string): ProgressBar {
  const attributes = { class: 'progress', 'aria-label': label };
  const root = element('vscode-progress-bar', attributes);
  return { root, set: (done, total) => void Object.assign(root, { value: done, max: total }) };
}
