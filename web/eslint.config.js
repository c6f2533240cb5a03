import js from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import wordsInMessages from './lint/words-in-messages.js';

const features = [
  'account',
  'activity',
  'audiences',
  'data',
  'definitions',
  'home',
  'join',
  'keys',
  'pairs',
  'people',
  'pilots',
  'programme',
  'quarantine',
  'record',
  'session',
  'team',
];

/** What may not reach into what: the layers of `src`, and no feature into another. */
const zones = [
  ...features.map((feature) => ({
    target: `./src/features/${feature}`,
    from: './src/features',
    except: [`./${feature}`],
    message: 'A feature imports no other feature: move what both need into components or lib.',
  })),
  { target: './src/features', from: './src/app', message: 'The app imports features, never the reverse.' },
  { target: './src/components', from: ['./src/features', './src/app'] },
  { target: './src/lib', from: ['./src/features', './src/app', './src/components'] },
  { target: './src/api', from: ['./src/features', './src/app', './src/components', './src/lib'] },
  {
    target: './src/messages',
    from: ['./src/features', './src/app', './src/components'],
    message: 'A message knows its parameters and how numbers are written, and nothing of who shows it.',
  },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.ts', 'e2e/sdk'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  reactHooks.configs.flat['recommended-latest'],
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] })] },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 250 }],
      'no-console': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The router redirects by throwing a value that is not an Error; that is its documented way.
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/messages/**', '**/*.test.{ts,tsx}'],
    plugins: { words: { rules: { 'in-messages': wordsInMessages } } },
    rules: {
      'words/in-messages': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(toFixed|toPrecision|toLocale(Date|Time)?String)$/]',
          message: 'Numbers and dates are written by lib/count and lib/format.',
        },
        {
          selector: 'Identifier[name="Intl"]',
          message: 'Only lib/count, lib/format and lib/worldNames know the locale.',
        },
      ],
    },
  },
  {
    files: ['src/lib/count.ts', 'src/lib/format.ts', 'src/lib/readNumber.ts', 'src/lib/worldNames.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Lists of alike sentences, whose types are read off the sentences themselves.
    files: ['src/messages/**'],
    rules: { 'max-lines': 'off', '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  { files: ['e2e/**'], rules: { 'no-console': 'off' } },
);
