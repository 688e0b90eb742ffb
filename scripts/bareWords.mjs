// What the linter refuses: texts for people that do not go through `l10n.t`, so that no bundle could translate them.
const message = 'Texts for people go through l10n.t.';
const sentence = '/^[A-Z][a-z]+,? .*[a-z]/';
const phrase = '/[A-Za-z]{2,},? [A-Za-z]{2,}/';
const shown = '/^(placeHolder|title|prompt|label|detail|description|tooltip|openLabel|message)$/';
const isNoError = ':not(NewExpression[callee.name=/Error$/])';
const isWords = 'CallExpression[callee.object.name="l10n"]';

export const bareWords = [
  // A sentence, wherever it stands; the origin of a limit names a source.
  `:not(${isWords}, NewExpression[callee.name=/Error$/], Property[key.name="origin"]) > Literal[value=${sentence}]`,
  // Words around values.
  `${isNoError} > TemplateLiteral > TemplateElement[value.raw=${phrase}]`,
  // What quick picks, inputs, notifications, the status bar and views show.
  `Property[key.name=${shown}] > Literal.value[value=/[A-Za-z]{3}/]`,
  `CallExpression[callee.property.name=/^(show(Information|Warning|Error)Message|setStatusBarMessage)$/] > Literal[raw=/^.[A-Za-z]/]`,
  // The titles of lenses and links, and of whatever else takes one.
  `:matches(CallExpression, NewExpression):not(${isWords}, [callee.name=/Error$/]) > Literal.arguments[value=/^(?!SkipScope)[A-Z][a-z]/]`,
].map((selector) => ({ selector, message }));
