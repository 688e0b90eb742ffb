import type { SkipKind } from '../../../src/shared/report/report';
import { parseHex, type Ramp } from '../../kit/ramp';

/** The colours that the canvas paints with, read from the page's CSS variables. */
export interface Theme {
  readonly background: string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly frame: string;
  readonly flow: string;
  readonly accent: string;
  readonly skips: Readonly<Record<SkipKind, string>>;
  /** What only the newer, or only the older of two compared reports has. */
  readonly changes: { readonly added: string; readonly removed: string };
  readonly severities: { readonly error: string; readonly warning: string; readonly info: string };
  readonly ramp: Ramp;
  /** High contrast: borders carry what shades carry elsewhere. */
  readonly highContrast: boolean;
  readonly font: string;
}

export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--scope-${name}`).trim();
  return {
    background: read('background'),
    surface: read('surface'),
    text: read('text'),
    muted: read('muted'),
    border: read('border'),
    frame: read('frame'),
    flow: read('flow'),
    accent: read('accent'),
    skips: {
      identityAdd: read('skip-identityAdd'),
      projectionAdd: read('skip-projectionAdd'),
      concat: read('skip-concat'),
      gated: read('skip-gated'),
      projectionConcat: read('skip-projectionConcat'),
    },
    changes: { added: read('added'), removed: read('removed') },
    severities: { error: read('error'), warning: read('warning'), info: read('info') },
    ramp: {
      low: parseHex(read('heat-low')),
      middle: parseHex(read('heat-middle')),
      high: parseHex(read('heat-high')),
    },
    highContrast: read('contrast') === 'high',
    font: style.fontFamily,
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
