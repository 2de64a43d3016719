import tseslint from 'typescript-eslint';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';
import node from 'eslint-plugin-n';
import { arrows } from './scripts/arrows.mjs';

const noMarkup = [
  { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: 'Data never becomes markup: use a template.' },
  { selector: "ImportSpecifier[imported.name=/^unsafe(HTML|SVG|Static|CSS)$/]", message: 'Data never becomes markup: use a template.' },
  { selector: "CallExpression[callee.object.name='document'][callee.property.name='write']", message: 'Data never becomes markup: use a template.' },
];

export default tseslint.config(
  { ignores: ['**/dist/**', 'packages/server/web/**', 'coverage/**', 'node_modules/**', '.kith/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'off',
      'no-restricted-syntax': ['error', ...noMarkup],
    },
  },
  // Tests read JSON and DOM of which the compiler knows nothing.
  { files: ['**/*.test.ts', 'test/**/*.ts'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off', '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-call': 'off', '@typescript-eslint/no-unsafe-return': 'off', '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/require-await': 'off', '@typescript-eslint/no-unused-expressions': 'off', '@typescript-eslint/unbound-method': 'off' } },
  { files: ['packages/elements/**/*.ts'], ...lit['flat/recommended'] },
  { files: ['packages/elements/**/*.ts'], ...wc['flat/recommended'] },
  { files: ['packages/elements/**/*.ts'], plugins: { 'lit-a11y': litA11y }, rules: { ...litA11y.configs.recommended.rules, 'wc/guard-super-call': 'off',
    // WebKit forgets that a list without bullets is a list, unless it is told.
    'lit-a11y/no-redundant-role': 'off' } },
  // What starts npm start and npm test runs on the machine's own Node, before the one of the lock file is there.
  { files: ['scripts/*.mjs'], plugins: { node }, rules: { 'node/no-unsupported-features/node-builtins': ['error', { version: '>=20.0.0' }] } },
  { files: ['packages/**/*.ts', 'demo/**/*.ts'], plugins: { kith: { rules: { arrows } } }, rules: { 'kith/arrows': 'error' } },
);
