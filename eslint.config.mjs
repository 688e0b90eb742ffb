import tseslint from 'typescript-eslint';
import { bareWords, bareWordsInPages, wordsAtModuleScope } from './scripts/bareWords.mjs';

/** Properties are written out: a spread literal only saves lines. */
const spreadLiterals = {
  selector: 'ObjectExpression > SpreadElement[argument.type="ObjectExpression"]',
  message: 'Write the properties out.',
};
const everywhere = [spreadLiterals, ...wordsAtModuleScope];

export default tseslint.config(
  {
    ignores: ['dist', 'out', 'test/fixtures', 'scripts', '**/*.cjs', '**/*.mjs'],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true }],
      'max-params': ['error', 4],
      complexity: ['error', { max: 10, variant: 'modified' }],
    },
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['src/**', 'webview/**'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    files: [
      'src/extension/**',
      'src/shared/report/**',
      'src/shared/words/**',
      'src/analysis/findings/**',
      'src/engine/tfjs/backends/*.ts',
      'src/engine/tfjs/backends/native/**',
    ],
    ignores: [
      // Read by the assistant's model and by the terminal only, which speak English.
      'src/shared/words/assistant/**',
      'src/shared/words/findingTexts.ts',
      '**/*{Html,htmlReport}.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...bareWords] },
  },
  {
    files: ['webview/**'],
    // Markup.
    ignores: ['webview/graph/scene/writeSvg.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...bareWords, ...bareWordsInPages],
    },
  },
  // Examples are written as a user would write them.
  {
    // The lock captures functions of Node and calls them apart from their objects, on purpose.
    files: ['src/engine/lock/**'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  { files: ['examples/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
