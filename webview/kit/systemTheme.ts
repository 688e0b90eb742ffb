/** Outside the editor, which marks the page with its theme, the page follows the system's. */
export function followSystemTheme(): void {
  const light = matchMedia('(prefers-color-scheme: light)');
  const follow = (): void => {
    document.body.classList.toggle('light-system', light.matches);
  };
  follow();
  light.addEventListener('change', follow);
}
