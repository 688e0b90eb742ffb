/** Tells when a window moves to another screen: it keeps its size and changes its pixels. */
export function watchRatio(changed: () => void): void {
  const same = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  const tell = (): void => {
    changed();
    watchRatio(changed);
  };
  same.addEventListener('change', tell, { once: true });
}
