import path from 'node:path'
import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

// The patterns are those of the project's root: eslint takes them from the folder where it is started.
const pure = ['src/method/**/*.ts', 'src/steps/*/!(*routes|*queries).ts']
const withSql = ['src/**/*queries.ts', 'src/access/**', 'src/mail/outbox.ts', 'src/files/rows.ts']

const environment = { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' }
const chance = {
  object: 'Math',
  property: 'random',
  message: 'It computes the same from the same: hand it in.',
}

const exports = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'No barrels: import from the file itself.' },
]
const transactions = {
  selector: 'CallExpression[callee.property.name=/^(startT|t)ransaction$/]',
  message: 'Write through change(): it opens the only transaction.',
}
const sql = {
  selector:
    'CallExpression[callee.property.name=/^(selectFrom|selectNoFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|executeQuery)$/]',
  message: 'SQL lives in queries.ts, db/ and access/.',
}

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'uploads/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: path.join(import.meta.dirname, '..') },
    },
    rules: {
      // There is no enum here, and it takes long to look.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // It takes Express's own Request for a mistake.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', { name: 'node:process', message: 'It is a global.' }],
      'no-restricted-properties': ['error', environment],
      'no-restricted-syntax': ['error', ...exports, transactions, sql],
    },
  },
  { files: ['src/client/**'], rules: { 'no-restricted-syntax': ['error', ...exports, sql] } },
  { files: withSql, rules: { 'no-restricted-syntax': ['error', ...exports, transactions] } },
  { files: ['src/db/**'], rules: { 'no-restricted-syntax': ['error', ...exports] } },
  { files: ['src/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['src/server.ts', 'src/cli.ts'], rules: { 'no-console': 'off' } },
  {
    files: pure,
    rules: {
      'no-restricted-globals': ['error', 'Date', 'crypto', 'fetch', 'globalThis', 'performance', 'process'],
      'no-restricted-properties': ['error', environment, chance],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: {
        Buffer: 'readonly',
        WebAssembly: 'readonly',
        clearInterval: 'readonly',
        console: 'readonly',
        process: 'readonly',
        setInterval: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
  prettier,
)
