import { expect, it } from 'vitest';
import { authorWords, isByModel, isCalledAi } from './authorWords';

it.each([
  [{ provider: null, model: null }, 'Written by people, used today', false],
  [{ provider: 'person', model: 'Dana Brooks' }, 'Written by Dana Brooks', false],
  [
    { provider: 'phrasebook', model: 'phrasebook-1' },
    'Put together from the brand’s own phrases, by no model',
    false,
  ],
  [{ provider: 'local', model: 'SmolLM2' }, 'Written by the language model SmolLM2', true],
  [{ provider: 'endpoint', model: null }, 'Written by the language model endpoint', true],
])('%j is %s', (author, words, isModel) => {
  expect(authorWords(author)).toBe(words);
  expect(isByModel(author)).toBe(isModel);
});

it.each([
  ['ai', true],
  ['ai_short', true],
  ['new-AI-lines', true],
  ['paid', false],
  ['email', false],
  ['treatment', false],
])('the name %s promises a model: %s', (arm, expected) => {
  expect(isCalledAi(arm)).toBe(expected);
});
