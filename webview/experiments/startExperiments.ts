import type { ExperimentPanelContract } from '../../src/shared/protocol/experimentPanelContract';
import type { ShownExperiment } from '../../src/shared/protocol/experimentPanelContract';
import { RpcClient } from '../../src/shared/protocol/rpc';
import { base64, pngOf } from '../kit/svgPicture';
import { openEditorPage } from '../kit/port';
import { figuresOf } from './figures/figuresOf';
import { readPalette } from './figures/palette';
import { pictureSvg } from './figures/savePicture';
import type { PageActions } from './panels/actions';
import { chosenPlan } from './panels/settings';
import { ExperimentPage } from './panels/page';
import { openStore, type PageStore } from './state/panelState';
import { settingsOf } from './state/parameters';
import { sentenceOf } from '../../src/shared/words/sentence';

type Host = RpcClient<ExperimentPanelContract>;

/** The result that a saved file holds. */
function embedded(): ShownExperiment | undefined {
  const text = document.getElementById('skipscope-experiment')?.textContent;
  // The page was written by the same build that reads it.
  return text ? (JSON.parse(text) as ShownExperiment) : undefined;
}

/** The picture of the shown result, in the page's colours. */
function picture(root: HTMLElement, store: PageStore) {
  const { shown, before } = store.get();
  if (!shown) return undefined;
  const [sentence] = shown.result.verdict.sentences;
  const title = sentence ? sentenceOf(sentence) : '';
  return pictureSvg(title, figuresOf(shown.result, before), readPalette(root));
}

function actionsOf(root: HTMLElement, store: PageStore, host: Host | undefined): PageActions {
  // A host that cannot answer reports it to the user itself; nothing here depends on the answer.
  const send = (request: Promise<unknown> | undefined): void =>
    void request?.catch(() => undefined);
  return {
    hasHost: host !== undefined,
    choose: (experiment) => store.dispatch({ type: 'chosen', experiment }),
    set: (parameters) => store.dispatch({ type: 'parameters', parameters }),
    run: () => {
      const page = store.get();
      const plan = chosenPlan(page);
      if (!plan || page.run) return;
      store.dispatch({ type: 'asked' });
      const { digits = false } = page.parameters;
      const settings = settingsOf(page.chosen, plan, page.parameters);
      send(host?.request('run', { settings, digits }));
    },
    stop: () => send(host?.request('stop', null)),
    copy: (text) => send(host?.request('copy', { text })),
    open: (id) =>
      send(
        host?.request('open', { id }).then((shown) => {
          if (shown) store.dispatch({ type: 'shown', shown });
        }),
      ),
    compare: (id) => {
      if (id === undefined) store.dispatch({ type: 'before', before: undefined });
      else
        send(
          host?.request('peek', { id }).then((found) => {
            if (found) store.dispatch({ type: 'before', before: found.result });
          }),
        );
    },
    remove: (id) => send(host?.request('remove', { id })),
    select: (layer) => send(host?.request('select', { layer })),
    exportAs: async (format) => {
      const made = format === 'svg' || format === 'png' ? picture(root, store) : undefined;
      const content =
        made && format === 'png'
          ? await base64(await pngOf(made.svg, made.width, made.height))
          : made?.svg;
      await host?.request('save', { format, content: content ?? '' });
    },
  };
}

function listen(host: Host, store: PageStore): void {
  host.on('offers', (offers) => store.dispatch({ type: 'offers', offers }));
  host.on('began', (draft) => store.dispatch({ type: 'began', draft }));
  host.on('cell', (cell) => store.dispatch({ type: 'cell', cell }));
  host.on('progress', (progress) => store.dispatch({ type: 'progress', progress }));
  host.on('ended', (end) => store.dispatch({ type: 'ended', end }));
  host.on('kept', (kept) => store.dispatch({ type: 'kept', kept }));
  host.on('wanted', ({ experiment }) => store.dispatch({ type: 'chosen', experiment }));
}

/** Starts the page: in an editor with its host, or in a saved file with the result inside. */
export function startExperiments(root: HTMLElement): void {
  const editor = openEditorPage();
  const store = openStore();
  const host = editor && new RpcClient<ExperimentPanelContract>(editor.port);
  new ExperimentPage(root, store, actionsOf(root, store, host));
  if (!host) {
    const shown = embedded();
    if (shown) store.dispatch({ type: 'shown', shown });
    return;
  }
  listen(host, store);
  void host.request('ready', null).then((state) => {
    editor.save({ site: state.site });
    store.dispatch({ type: 'opened', state });
  });
}
