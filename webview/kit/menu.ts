import { element } from './elements';
import { button } from './toolkit';

export interface MenuItem {
  readonly title: string;
  readonly about: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly choose: () => void;
}

/** Moves the focus among the items of a menu, round at its ends; `false` if the key is not handled. */
function moveFocus(items: readonly HTMLElement[], key: string): boolean {
  const at = items.findIndex((item) => item === document.activeElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? -1 : at - 1,
    Home: 0,
    End: -1,
  };
  const place = Object.hasOwn(places, key) ? places[key] : undefined;
  if (place === undefined) return false;
  items.at(place % items.length)?.focus();
  return true;
}

function itemElement({ title, about, attributes, choose }: MenuItem): HTMLElement {
  const item = element(
    'button',
    { type: 'button', role: 'menuitem', tabindex: -1, ...attributes },
    element('span', {}, title),
    element('span', { class: 'about' }, about),
  );
  item.addEventListener('click', choose);
  return item;
}

/**
 * A button that opens a menu. Neither toolkit has one that fits: VS Code Elements' context menu has
 * no role, no focus on its items, and one line for each of them.
 */
export function menuButton(settings: {
  readonly label: string;
  readonly action: string;
  readonly title: string;
  readonly items: readonly MenuItem[];
}): HTMLElement {
  const { label, action, title } = settings;
  const items = settings.items.map((item) =>
    itemElement({
      ...item,
      choose: () => {
        show(false);
        opener.focus();
        item.choose();
      },
    }),
  );
  const attributes = { class: 'menu', role: 'menu', 'aria-label': label, hidden: true };
  const menu = element('div', attributes, ...items);
  const show = (open: boolean): void => {
    menu.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
    if (open) items[0]?.focus();
  };
  const opener = button(label, action, () => show(menu.hasAttribute('hidden')), {
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    title,
  });
  const root = element('div', { class: 'menu-button' }, opener, menu);
  root.addEventListener('keydown', (event) => {
    if (menu.hidden) return;
    if (event.key === 'Escape') {
      show(false);
      opener.focus();
    } else if (!moveFocus(items, event.key)) return;
    event.preventDefault();
  });
  root.addEventListener('focusout', ({ relatedTarget }) => {
    if (!root.contains(relatedTarget as Node | null)) show(false);
  });
  return root;
}
