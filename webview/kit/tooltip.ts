import { element } from './elements';

/** A few lines beside the pointer, which never covers them. */
export class Tooltip {
  readonly root = element('div', { class: 'tooltip', role: 'tooltip', hidden: true });

  show(lines: readonly string[], at: { readonly x: number; readonly y: number }): void {
    const [title = '', ...rest] = lines;
    this.root.replaceChildren(
      element('strong', {}, title),
      ...rest.map((line) => element('div', {}, line)),
    );
    this.root.hidden = false;
    const { offsetWidth, offsetHeight } = this.root;
    const room = { width: window.innerWidth, height: window.innerHeight };
    const left = at.x + 18 + offsetWidth > room.width ? at.x - 14 - offsetWidth : at.x + 18;
    const top = at.y + 18 + offsetHeight > room.height ? at.y - 14 - offsetHeight : at.y + 18;
    this.root.style.transform = `translate(${Math.max(2, left)}px, ${Math.max(2, top)}px)`;
  }

  hide(): void {
    this.root.hidden = true;
  }
}
