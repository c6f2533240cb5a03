import { expect, it } from 'vitest';
import { choiceHint, choiceWords, fieldHint, labelOf, settingChoices } from './fieldWords';

it.each([
  ['n_max', ['contact_policy', 'frequency_cap'], 'Messages at most'],
  ['at_least', ['who', 'all', 0, 'behaviour'], 'How often at least'],
  ['at_least', ['who', 'all', 0, 'trait'], 'Not smaller than'],
  ['unit', ['metrics', 0], 'Read as'],
  ['unit', ['design'], 'What is drawn at random'],
  ['unit', ['programmes', 1], 'What is kept back together'],
  ['value', ['customProperties', 0], 'Its value'],
  // What nobody has named keeps its own words.
  ['somethingNew_of_it', [], 'Something new of it'],
])('calls %s at %s “%s”', (key, path, expected) => {
  expect(labelOf(key, path)).toBe(expected);
});

it('says what to write where the reference speaks of a program', () => {
  expect(fieldHint('min_revenue_minor', ['behaviour'], 'in minor units')).toMatch(/write 5000/);
  expect(fieldHint('body', ['message'], 'What it is for.')).toBe('What it is for.');
  // What says the same as the label is not said twice.
  expect(fieldHint('metrics', [], 'What is measured.')).toBe('');
  expect(choiceHint('money', ['metrics', 0, 'unit'], 'Money per person.')).toMatch(/currency that is named/);
});

it.each([
  ['lower', ['metrics', 0, 'better'], 'Less is better'],
  ['lower', ['gate', 'scale_when', 0, 'bound'], 'The lower end of the interval'],
  ['truelift.skip_lines', ['customProperties', 0, 'property'], 'Lines above the titles'],
  ['not_known', [], 'not known'],
])('calls the choice %s at %s “%s”', (word, path, expected) => {
  expect(choiceWords(word, path)).toBe(expected);
});

it('offers what a setting can be', () => {
  const text = {
    customProperties: [
      { property: 'truelift.decimal', value: 'comma' },
      { property: 'truelift.role', value: 'email' },
      { property: 'truelift.zone', value: 'Europe/Berlin' },
    ],
  };
  expect(settingChoices(text, ['customProperties', 0, 'value'])).toContainEqual({
    value: 'comma',
    label: 'A comma: 0,5',
  });
  expect(settingChoices(text, ['customProperties', 1, 'value'])).toContainEqual({
    value: 'email',
    label: 'E-mail address',
  });
  expect(settingChoices(text, ['customProperties', 2, 'value'])).toBeNull();
  expect(settingChoices(text, ['customProperties', 0, 'property'])).toBeNull();
});
