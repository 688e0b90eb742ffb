/** Pixels that an arrow key moves the view by. */
const STEP = 60;

/** The acts of the canvas that have a key. */
export interface KeyActs {
  zoom(direction: 'in' | 'out'): void;
  fit(): void;
  go(where: 'selection' | 'parent'): void;
  cut(): void;
  help(): void;
  panBy(dx: number, dy: number): void;
}

/** The act of a key on the canvas; `undefined` for a key without one. */
export function keyAct(key: string, acts: KeyActs): (() => void) | undefined {
  const keys: Record<string, () => void> = {
    '+': () => acts.zoom('in'),
    '=': () => acts.zoom('in'),
    '-': () => acts.zoom('out'),
    '0': () => acts.fit(),
    f: () => acts.fit(),
    s: () => acts.go('selection'),
    p: () => acts.go('parent'),
    x: () => acts.cut(),
    '?': () => acts.help(),
    Backspace: () => acts.go('parent'),
    ArrowUp: () => acts.panBy(0, STEP),
    ArrowDown: () => acts.panBy(0, -STEP),
    ArrowLeft: () => acts.panBy(STEP, 0),
    ArrowRight: () => acts.panBy(-STEP, 0),
  };
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}
