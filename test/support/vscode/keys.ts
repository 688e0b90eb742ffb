/** Commands of the editor that tests run by a key of their own: quicker than the palette, and whatever has the focus. */
const chords = {
  'workbench.actions.view.problems': 'F1',
  'editor.action.showHover': 'F2',
  'notifications.showList': 'F3',
  'workbench.action.toggleSidebarVisibility': 'F4',
  'workbench.action.closeEditorsInOtherGroups': 'F6',
} as const;

export type KeyedCommand = keyof typeof chords;

const MODIFIERS = 'Control+Alt+Shift';
/** As many clean-ups as can be told apart. */
const CLEAN_UPS = 10;

/** Closes whatever a test may have opened, and forgets what the extension has built and kept. */
const cleanUp = [
  'workbench.action.closeQuickOpen',
  'notifications.clearAll',
  'notifications.hideList',
  'skipscope.cancelRun',
  'skipscope.clearResults',
  'skipscope.clearHistory',
  'workbench.action.closePanel',
  'workbench.view.explorer',
  // It waits for an answer when a text is unsaved.
  'workbench.action.closeAllEditors',
];

export const keyOf = (command: KeyedCommand): string => `${MODIFIERS}+${chords[command]}`;
export const cleanUpKey = (count: number): string => `${MODIFIERS}+${count % CLEAN_UPS}`;
/** The mark that the editor shows once the clean-up of this count has ended. */
export const cleanUpMark = (count: number): string => `clean-up ${count % CLEAN_UPS}`;

const written = (key: string): string => `ctrl+alt+shift+${key.toLowerCase()}`;

/** The user's keybindings.json. */
export const keybindings = [
  ...Object.entries(chords).map(([command, key]) => ({ key: written(key), command })),
  ...Array.from({ length: CLEAN_UPS }, (_, count) => {
    const mark = { command: 'workbench.action.quickOpen', args: cleanUpMark(count) };
    const args = { commands: [...cleanUp, mark] };
    return { key: written(String(count)), command: 'runCommands', args };
  }),
];
