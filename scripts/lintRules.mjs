// Lint rules of our own, as a plugin of oxlint. Most are against texts for people that bypass `l10n.t`, so that no
// bundle could translate them.
const message = 'Texts for people go through l10n.t.';
const sentence = '/^[A-Z][a-z]+,? .*[a-z]/';
const phrase = '/[A-Za-z]{2,},? [A-Za-z]{2,}/';
const shown = '/^(placeHolder|title|prompt|label|detail|description|tooltip|openLabel|message)$/';
const isNoError = ':not(NewExpression[callee.name=/Error$/])';
const isWords = 'CallExpression[callee.object.name="l10n"]';

const refuse = (selectors) => selectors.map((selector) => ({ selector, message }));

const bareWords = refuse([
  // A sentence, wherever it stands; the origin of a limit names a source.
  `:not(${isWords}, NewExpression[callee.name=/Error$/], Property[key.name="origin"]) > Literal[value=${sentence}]`,
  // Words around values.
  `${isNoError} > TemplateLiteral > TemplateElement[value.raw=${phrase}]`,
  // Texts of quick picks, inputs, notifications, the status bar and views.
  `Property[key.name=${shown}] > Literal.value[value=/[A-Za-z]{3}/]`,
  `CallExpression[callee.property.name=/^(show(Information|Warning|Error)Message|setStatusBarMessage)$/] > Literal[raw=/^.[A-Za-z]/]`,
  // The titles of lenses and links, and of whatever else takes one.
  `:matches(CallExpression, NewExpression):not(${isWords}, [callee.name=/Error$/]) > Literal.arguments[value=/^(?!SkipScope)[A-Z][a-z]/]`,
]);

/**
 * A text that is taken when a module is loaded: before the translations are there, and never again when they
 * change. Fields of an instance are filled when it is made.
 */
const wordsAtModuleScope = [
  {
    selector:
      'CallExpression[callee.object.name="l10n"][callee.property.name="t"]' +
      ':not(:function *):not(PropertyDefinition[static=false] *)',
    message: 'Texts are taken when they are shown: call l10n.t in a function.',
  },
];

const word = '/[A-Za-z]{2}/';
const spoken = '/^(aria-label|aria-description|aria-roledescription|alt|placeholder|title)$/';
const written = '/^(textContent|innerText|title|placeholder|alt|ariaLabel|ariaDescription)$/';

/** A text behind `path`, around a value, or as one of two. */
const textAt = (path, place = '') => [
  `${path} Literal${place}[value=${word}]`,
  `${path} TemplateLiteral${place} > TemplateElement[value.raw=${word}]`,
  `${path} :matches(ConditionalExpression, LogicalExpression)${place} > Literal[value=${word}]`,
];

/** Further rules for the texts of webview pages. */
const bareWordsInPages = refuse([
  ...textAt(`AssignmentExpression[left.property.name=${written}] >`, '.right'),
  ...textAt(`Property[key.value=${spoken}] >`, '.value'),
  ...textAt(`Property[key.name=${spoken}] >`, '.value'),
  ...textAt(`CallExpression[arguments.0.value=${spoken}] >`, ':nth-child(2)'),
  // The content of an element, after its attributes.
  ...textAt('CallExpression[callee.name="element"] > ObjectExpression ~'),
  // A title, wherever it stands: in a list, in a table of words.
  `:not(${isWords}, BinaryExpression, [callee.name=/Error$/]) > Literal[value=/^[A-Z][a-z]{2,}( |$)/]`,
  // One word beside a value.
  'TemplateElement[value.raw=/^ [a-z]{2,}|^[A-Z][a-z]+ $/]',
  // Words in small letters; class names, keys and what `counted` knows are no text.
  `:not(${isWords}, Property[key.name="class"], [callee.name=/^counted$|Error$/]) > Literal:not(.key)[value=/^[a-z]+[,:]? [a-z]{2,}/]`,
]);

const spreadLiterals = [
  {
    selector: 'ObjectExpression > SpreadElement[argument.type="ObjectExpression"]',
    message: 'Write the properties out.',
  },
];

/** A rule that refuses each of some selectors. */
const refusing = (refused) => ({
  create: (context) =>
    Object.fromEntries(
      refused.map(({ selector, message: reason }) => [
        selector,
        (node) => context.report({ node, message: reason }),
      ]),
    ),
});

export default {
  meta: { name: 'skipscope' },
  rules: {
    texts: refusing(bareWords),
    'texts-in-pages': refusing(bareWordsInPages),
    'texts-at-module-scope': refusing(wordsAtModuleScope),
    // A spread literal only saves lines.
    'spread-literals': refusing(spreadLiterals),
  },
};
