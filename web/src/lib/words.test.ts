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
  ['`ai` was not read out yet: run `truelift readout ai`', 'AI was not read out yet: run “Read out”.'],
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

it.each([
  [
    'set `truelift.decimal` to comma or point in the contract',
    'Set “Decimal mark” to comma or point in the contract.',
  ],
  [
    'set `truelift.changes: state` in the contract',
    'Set “Whether rows change: A row may change” in the contract.',
  ],
  ['set `truelift.format: parquet`', 'Set “Kind of file: parquet”.'],
  [
    'say how far the lines move it: `--lift 10%`',
    'Say how far the lines move it: “By, in per cent of today: 10%”.',
  ],
  ['give another `--lift`', 'Give another “By, in per cent of today”.'],
  ['nothing was unified yet: run `truelift unify`', 'Nothing was unified yet: run “Unify people”.'],
  ['see `truelift audience count a --reach b`', 'See “Audiences”.'],
  ['`truelift definition history KIND NAME` shows them', '“History” shows them.'],
  ['the log of `truelift serve` names the cause', 'The log of “truelift serve” names the cause.'],
  ['use `--unheard 3`', 'Use “--unheard 3”.'],
  ['`truelift.unheard` is nothing', '“truelift.unheard” is nothing.'],
])('names a setting as its form does: %s', (text, expected) => {
  expect(asSentence(text)).toBe(expected);
});
