import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import rule from './words-in-messages.js';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
});
const refused = (code) => ({ code, errors: [{ messageId: 'words' }] });

tester.run('words stand in messages', rule, {
  valid: [
    '<Button size="sm" type="submit">{messages.releaseStep.release}</Button>',
    '<p>{count} · {share}</p>',
    '<Tab value={shown === "sample" ? "sample" : "unsure"} />',
    '<Text c={isMet ? "var(--tl-good)" : "var(--tl-bad)"} data-step="release" />',
    "const job = { kind: 'release', label: messages.job.running }",
    "useQuery({ queryKey: ['pilot', id], queryFn: () => GET('/api/v1/pilots/{id}') })",
    "if (event.key === 'Enter') go('/people/review')",
    "throw new Error('a field stands outside of a form')",
  ],
  invalid: [
    '<Button>Release</Button>',
    '<p>by {name}</p>',
    '<IconButton aria-label="close" />',
    '<Panel hint={isOpen ? "shown" : messages.hidden} />',
    '<Panel hint={`${n} rows`} />',
    // An attribute that nobody has named as technical.
    '<Figure whenEmpty="nothing" />',
    '<td data-label="people" />',
    '<b>{isAll ? "and" : joint}</b>',
    '<b>{n > 0 && `of ${n}`}</b>',
    '<b>{name ?? "nobody"}</b>',
    "const step = { label: 'exactly' }",
    "const state = 'Waits for its turn'",
    "showDone('Saved')",
    "const channel = 'E-mail'",
    "const names = all.join(' and ')",
    "const words = isOne ? ' was released' : ''",
  ].map(refused),
});
