import { expect, it } from 'vitest';
import { asNamedSentence, asSentence, channelInSentence, nameAsWords, purposeInSentence } from './words';

it.each([
  ['business_as_usual', 'Business as usual'],
  ['ai', 'AI'],
  ['lapsed-buyers', 'Lapsed buyers'],
  ['customer_id', 'Customer ID'],
  ['valid_email', 'Valid e-mail'],
  ['email', 'E-mail'],
  ['', ''],
])('%s reads %s', (name, expected) => {
  expect(nameAsWords(name)).toBe(expected);
});

it.each([
  ['there is no person `p_1`', 'There is no person “p_1”.'],
  ['write a name', 'Write a name.'],
  ['Already a sentence.', 'Already a sentence.'],
])('%s becomes %s', (text, expected) => {
  expect(asSentence(text)).toBe(expected);
});

it.each([
  [
    'more revenue with `ai` than with `holdout` (95% interval)',
    'More revenue with AI than with holdout (95% interval).',
  ],
  ['`business_as_usual` is withheld', 'Business as usual is withheld.'],
])('%s becomes %s', (text, expected) => {
  expect(asNamedSentence(text)).toBe(expected);
});

it.each([
  [purposeInSentence('ai_content'), 'content written by AI'],
  [purposeInSentence('product_news'), 'product news'],
  [channelInSentence('sms'), 'text message'],
  [channelInSentence('carrier_pigeon'), 'carrier pigeon'],
])('within a sentence it is %s', (words, expected) => {
  expect(words).toBe(expected);
});
