import * as l10n from '@vscode/l10n';

/** Reasons for a definition in JavaScript or TypeScript that cannot be found or built. */
const definitionMessages = {
  'javascript.several-definitions': (values: { file: string; names: string }) =>
    l10n.t('{file} defines {names}: name one of them.', values),
  'javascript.no-such-definition': (values: { name: string; file: string; names: string }) =>
    l10n.t('There is no model definition called {name} ({file} defines {names}).', values),
  'javascript.core-operations': () =>
    l10n.t(
      'The model cannot be built: it is written with core operations; only models made of layers can be read.',
    ),
  'javascript.no-such-argument': (values: { definition: string; name: string; names: string }) =>
    l10n.t('{definition} has no argument {name}; it takes {names}.', values),
  'javascript.takes-no-argument': (values: { definition: string; name: string }) =>
    l10n.t('{definition} has no argument {name}; it takes none.', values),
  'javascript.takes-no-shape': (values: { definition: string }) =>
    l10n.t('{definition} takes no input shape.', values),
};

/** Reasons for a run of a definition without a model. */
const runMessages = {
  'javascript.loads-model-elsewhere': (values: { path: string }) =>
    l10n.t(
      'The model cannot be built: it loads a model that is not in the workspace ({path}).',
      values,
    ),
  'javascript.needs-outer-state': () =>
    l10n.t('The model cannot be built: it needs the state of the function around it.'),
  'javascript.no-such-member': (values: { member: string }) =>
    l10n.t('The model cannot be built: {member} does not exist in TensorFlow.js 4.22.', values),
  'javascript.needs-value': (values: { what: string }) =>
    l10n.t(
      'The model cannot be built: it needs the value of {what}, which only exists when the program runs.',
      values,
    ),
  'javascript.needs-number': (values: { expression: string; axis: string }) =>
    l10n.t(
      'The model cannot be built: it needs the number {expression}, which only exists when the program runs. Set an argument of that name, or give data.',
      values,
    ),
  'javascript.needs-module': (values: { what: string; line: string }) =>
    l10n.t(
      'The model cannot be built: line {line} needs the value of {what}, and this module is not in the workspace, so it does not run.',
      values,
    ),
  'javascript.list-changed': (values: { list: string; line: string }) =>
    l10n.t(
      'The model cannot be built: the list `{list}` changed after the layer of line {line} took it. Give the layer a copy of the list.',
      values,
    ),
  'javascript.disconnected': (values: { layer: string }) =>
    l10n.t('The model cannot be built: its outputs need {layer}, which no input reaches.', values),
  'javascript.some-list-changed': (values: { line: string }) =>
    l10n.t(
      'The model cannot be built: a list of tensors changed after the layer of line {line} took it. Give the layer a copy of the list.',
      values,
    ),
  'javascript.threw-with-guesses': (values: { error: string; values: string }) =>
    l10n.t('The model code stopped with: {error} (with the guessed values {values}).', values),
};

/** Absent values that a layer or a model would need. */
const absenceMessages = {
  'javascript.needs-absent': (values: { what: string; call: string }) =>
    l10n.t(
      'The model cannot be built: it needs {what}, which only exists when the program runs, for {call}.',
      values,
    ),
  'javascript.takes-model': (values: { name: string }) =>
    l10n.t(
      'The model cannot be built: it takes a model ({name}), and nothing in the workspace makes one for it.',
      values,
    ),
  'javascript.takes-tensor': (values: { name: string }) =>
    l10n.t(
      'The model cannot be built: it takes a tensor of the network ({name}), and nothing in the workspace makes one for it.',
      values,
    ),
  'javascript.takes-model-or-layer': (values: { name: string }) =>
    l10n.t(
      'The model cannot be built: it takes a model or a layer ({name}), and nothing in the workspace makes one for it.',
      values,
    ),
  'javascript.takes-maker': (values: { name: string; call: string }) =>
    l10n.t(
      'The model cannot be built: {call} is given what {name} makes here, and SkipScope cannot tell which class or function {name} is.',
      values,
    ),
  'javascript.takes-member-of-model': (values: { name: string; member: string; call: string }) =>
    l10n.t(
      'The model cannot be built: it takes a model ({name}) and passes its {member} to {call}, and nothing in the workspace makes one for it.',
      values,
    ),
  'javascript.takes-member-of-tensor': (values: { name: string; member: string; call: string }) =>
    l10n.t(
      'The model cannot be built: it takes a tensor of the network ({name}) and passes its {member} to {call}, and nothing in the workspace makes one for it.',
      values,
    ),
  'javascript.takes-member-of-model-or-layer': (values: {
    name: string;
    member: string;
    call: string;
  }) =>
    l10n.t(
      'The model cannot be built: it takes a model or a layer ({name}) and passes its {member} to {call}, and nothing in the workspace makes one for it.',
      values,
    ),
};

/** Faults of functions that give data. */
const dataFunctionMessages = {
  'javascript.data-unreadable': (values: { function: string }) =>
    l10n.t('The probe cannot use this data: {function} cannot be read.', values),
  'javascript.data-not-exported': (values: { function: string }) =>
    l10n.t('The probe cannot use this data: {function} is not exported by that file.', values),
  'javascript.data-no-function': (values: { function: string }) =>
    l10n.t('The probe cannot use this data: {function} is not a function.', values),
  'javascript.data-absent': (values: { function: string }) =>
    l10n.t(
      'The probe cannot use this data: {function} returns a value that does not exist here.',
      values,
    ),
  'javascript.data-needs-value': (values: { function: string; what: string }) =>
    l10n.t(
      'The probe cannot use this data: {function} needs the value of {what}, which does not exist here.',
      values,
    ),
  'javascript.data-calls': (values: { function: string; call: string }) =>
    l10n.t(
      'The probe cannot use this data: {function} calls {call}, which a data function may not call.',
      values,
    ),
  'javascript.data-threw': (values: { function: string; value: string }) =>
    l10n.t('The probe cannot use this data: {function} threw {value}.', values),
  'javascript.data-stopped': (values: { function: string; error: string }) =>
    l10n.t('The probe cannot use this data: {function} stopped with {error}.', values),
};

/** All failures of definitions in JavaScript and TypeScript. */
export const javascriptMessages = {
  ...definitionMessages,
  ...runMessages,
  ...absenceMessages,
  ...dataFunctionMessages,
};
