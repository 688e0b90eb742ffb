import type { Page } from 'playwright-core';

/** The variables that an editor's themes set on a page, as far as the panel reads them. */
const highContrast: Readonly<Record<string, string>> = {
  'editor-background': '#000000',
  foreground: '#ffffff',
  descriptionForeground: '#ffffff',
  'editorWidget-background': '#0c141f',
  contrastBorder: '#6fc3df',
  contrastActiveBorder: '#f38518',
  focusBorder: '#f38518',
  'button-background': '#000000',
  'button-foreground': '#ffffff',
  'button-border': '#6fc3df',
  'panel-border': '#6fc3df',
  'input-background': '#000000',
  'input-foreground': '#ffffff',
  'dropdown-background': '#000000',
  'dropdown-foreground': '#ffffff',
  'dropdown-border': '#6fc3df',
  'dropdown-listBackground': '#000000',
  'settings-dropdownBackground': '#000000',
  'panelTitle-activeForeground': '#ffffff',
  'panelTitle-inactiveForeground': '#ffffff',
  'editorError-foreground': '#f48771',
  'editorWarning-foreground': '#ffd37f',
};

export const themes = ['dark', 'light', 'high-contrast'] as const;

/** Applies a theme to a page as the editor does; high contrast on a system that prefers light, the hardest case. */
export async function applyTheme(page: Page, theme: (typeof themes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
  await page.evaluate(
    ([name, variables]) => {
      const root = document.documentElement;
      for (const [key, value] of Object.entries(variables))
        root.style.setProperty(`--vscode-${key}`, value);
      document.body.className = `vscode-${name}`;
    },
    [theme, theme === 'high-contrast' ? highContrast : {}] as const,
  );
}
