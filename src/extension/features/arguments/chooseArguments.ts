import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { argumentsFor, OVERRIDES_FILE } from '../../../workspace/overrides/overrides';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import { numberWanted } from '../../../shared/model/numberWanted';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { Session } from '../../core/sessions/session';
import { requestPlace } from '../../core/sessions/requestPlace';
import type { Services } from '../../core/services';
import {
  argumentChoices,
  complaint,
  editFor,
  type ArgumentChoice,
  type Chosen,
} from './argumentChoices';
import { keyOf } from './mustRunAgain';
import { overridesUri, writeText } from './overridesFile';

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice: ArgumentChoice;
}

/**
 * Asks for one value of one definition, the one that is `named` or else the user picks, and keeps it in the
 * workspace. Throws a {@link Failure} if it cannot.
 */
export async function chooseArguments(
  site: ModelKey,
  { index, sessions, detector }: Pick<Services, 'index' | 'sessions' | 'detector'>,
  named?: string,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(site.document));
  if (document.isUntitled) {
    throw new Failure('usage', message('editor.unsaved', { file: OVERRIDES_FILE }));
  }
  const model = (await index.sites(document)).find(({ name }) => name === site.name);
  if (!model) throw new Failure('site-not-found', site.name);
  const place = requestPlace(document);
  const uri = overridesUri(place.root);
  const key = keyOf({ ...place, site: site.name });
  const set = argumentsFor(await detector.readOverrides(place.root), key);
  const choices = argumentChoices({ site: model, set, ...latest(sessions.find(site)) });
  const choice = choices.find(({ name }) => name === named) ?? (await pick(site.name, choices));
  const text = choice && (await ask(choice));
  if (!choice || text === undefined) return;
  const change = { root: place.root, site: key, edit: editFor(choice, text) };
  await writeText(uri, await detector.editOverrides(change));
}

/** The part of a model's latest outcome that choices are made of. */
function latest(session: Session | undefined): Pick<Chosen, 'used' | 'wanted'> {
  const { report, failure } = session?.state ?? {};
  const wanted = failure && numberWanted(failure.value);
  return {
    used: report?.value.model.arguments ?? [],
    ...(wanted && { wanted: wanted.expression }),
  };
}

async function pick(
  name: string,
  choices: readonly ArgumentChoice[],
): Promise<ArgumentChoice | undefined> {
  const items = choices.map((choice): ChoiceItem => {
    const { guessed, type, text, origin } = choice;
    return {
      label: `${guessed ? '$(question) ' : ''}${choice.name}`,
      description: [text, origin].filter((part) => part !== '').join(' · '),
      ...(type !== undefined && { detail: type }),
      choice,
    };
  });
  const options = {
    title: l10n.t('{0}: choose arguments (kept in {1})', name, OVERRIDES_FILE),
    placeHolder: l10n.t('Choose a value to set'),
  };
  return (await vscode.window.showQuickPick(items, options))?.choice;
}

function ask(choice: ArgumentChoice): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: choice.name,
    prompt: choice.isShape
      ? l10n.t('Extents of the input without the batch, such as 32, 32, 3. Leave empty to unset.')
      : choice.type === undefined
        ? l10n.t('A value as JSON. Leave empty to unset.')
        : l10n.t('{0} as JSON. Leave empty to unset.', choice.type),
    value: choice.text,
    validateInput: (text) => complaint(choice, text),
  });
}
