import { describe } from 'vitest';
import { hasBrowser } from '../support/browser';
import { editorForTests } from '../support/vscode/editorTests';
import { argumentTests } from './inWindow/arguments';
import { comparingTests } from './inWindow/comparing';
import { experimentTests } from './inWindow/experiments';
import { failureTests } from './inWindow/failures';
import { gradientTests } from './inWindow/gradients';
import { modelsTests } from './inWindow/models';
import { networkTests } from './inWindow/network';
import { problemTests } from './inWindow/problems';
import { profileTests } from './inWindow/profile';
import { pythonTests } from './inWindow/python';
import { savedModelTests } from './inWindow/savedModels';
import { themeTests } from './inWindow/themes';

/** All that needs no settings of its own from the start shares one editor, whose start costs more than a test. */
describe.runIf(hasBrowser)('SkipScope in VS Code shows', () => {
  const editor = editorForTests();
  networkTests(editor);
  gradientTests(editor);
  profileTests(editor);
  problemTests(editor);
  failureTests(editor);
  pythonTests(editor);
  modelsTests(editor);
  comparingTests(editor);
  experimentTests(editor);
  argumentTests(editor);
  savedModelTests(editor);
  themeTests(editor);
});
