import * as l10n from '@vscode/l10n';
import { element } from '../../kit/elements';
import { button } from '../../kit/toolkit';
import type { TreeLayer } from '../state/treeItems';
import type { PageActions } from './actions';

/** The lines that make a layer, innermost first, and in an editor the ways to them. */
export function sourceLink(item: TreeLayer, page: PageActions): HTMLElement[] {
  const { source, id } = item.layer;
  if (source.length === 0) return [];
  const chain = source.map(
    ({ file, line }, at) => `${at === 0 ? `${file.split('/').at(-1) ?? file}:` : ':'}${line}`,
  );
  const text = chain.join(' ← ');
  if (!page.hasHost) return [element('p', { class: 'source' }, text)];
  return [
    element('p', { class: 'source' }, text),
    element(
      'div',
      { class: 'ends' },
      button(l10n.t('Reveal in source'), 'reveal', () => page.revealSource(id), {
        title: l10n.t('Show the line that makes this layer'),
      }),
      source.length > 1 &&
        button(l10n.t('Calls'), 'calls', () => page.showCalls(id), {
          title: l10n.t('Show the calls that led there (Alt-click)'),
        }),
    ),
  ];
}
