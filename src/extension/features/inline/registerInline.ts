import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import { languages } from '../../core/manifest/contributions';
import type { Services } from '../../core/services';
import { GradientHover } from './gradientHover';
import { InlineGradients } from './inlineGradients';
import { copyLine, listLayers } from './lineLayers';

/** Numbers after the lines that make layers, and in their hover. */
export function registerInline({
  sessions,
  lines,
  lineActions,
  experiments,
}: Services): Disposable {
  const store = new DisposableStore();
  store.add(new InlineGradients(sessions, lines));
  const hover = new GradientHover(lines, lineActions, experiments);
  store.add(vscode.languages.registerHoverProvider(languages, hover));
  store.add(
    registerCommands({
      'skipscope.listLayers': (place) => listLayers(lines, place),
      'skipscope.copyLine': (place) => copyLine(lines, place),
    }),
  );
  return store;
}
