/** Settings that leave out what the tests do not look at. */
export const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // Numbers at every line, where a test reads them without a cursor there.
  'skipscope.inline.show': 'all',
  // One draw of weights and data: what more of them tell is for the engine's tests.
  'skipscope.probe.seeds': 1,
  // Features that these tests ignore, each of which costs time on every keystroke.
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.semanticHighlighting.enabled': false,
  'editor.cursorBlinking': 'solid',
  'breadcrumbs.enabled': false,
  'workbench.reduceMotion': 'on',
  'typescript.disableAutomaticTypeAcquisition': true,
  'typescript.tsserver.useSyntaxServer': 'never',
  // A view that opens late takes the focus, and would close the palette that a test has opened since.
  'workbench.quickOpen.closeOnFocusLost': false,
  // In a browser the editor saves by itself; tests tell saved from unsaved.
  'files.autoSave': 'off',
  // Text that a test types is the text that it gets.
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.formatOnType': false,
  // Examples import packages that the test's workspace does not have.
  'typescript.validate.enable': false,
  'javascript.validate.enable': false,
};
