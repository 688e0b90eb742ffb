/** The colours that a canvas or a chart paints with, as CSS colours from the page's variables. */
export interface Theme {
  readonly background: string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly accent: string;
  readonly severities: { readonly error: string; readonly warning: string; readonly info: string };
  /** High contrast: borders carry what shades carry elsewhere. */
  readonly highContrast: boolean;
  /** The page's font family. */
  readonly font: string;
}

/** Reads the `--scope-…` variables that hold for an element. */
export function cssVariables(element: Element): (name: string) => string {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(`--scope-${name}`).trim();
}

export function readTheme(element: Element): Theme {
  const read = cssVariables(element);
  return {
    background: read('background'),
    surface: read('surface'),
    text: read('text'),
    muted: read('muted'),
    border: read('border'),
    accent: read('accent'),
    severities: { error: read('error'), warning: read('warning'), info: read('info') },
    highContrast: read('contrast') === 'high',
    font: getComputedStyle(element).fontFamily,
  };
}

/** Calls `changed` whenever the editor or the system switches its theme. */
export function watchTheme(changed: () => void): void {
  const observer = new MutationObserver(changed);
  const attributeFilter = ['class', 'style', 'data-vscode-theme-kind'];
  for (const element of [document.documentElement, document.body])
    observer.observe(element, { attributes: true, attributeFilter });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  matchMedia('(prefers-contrast: more)').addEventListener('change', changed);
}

/** Outside the editor, which marks the page with its theme, the page follows the system's. */
export function followSystemTheme(): void {
  const light = matchMedia('(prefers-color-scheme: light)');
  const follow = (): void => {
    document.body.classList.toggle('light-system', light.matches);
  };
  follow();
  light.addEventListener('change', follow);
}
