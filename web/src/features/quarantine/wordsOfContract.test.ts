import { expect, it } from 'vitest';
import { explained, explainedColumn } from './wordsOfContract';

const CONTRACT = `apiVersion: v3.0.0
id: newsletter
schema:
  - name: rows
    properties:
      - name: email
      # what the tool wrote
      - name: answer
        physicalName: Status
        customProperties:
          - property: truelift.role
            value: email_action
          - property: truelift.map
            value: { "oui": granted }
      - name: channel
        quality:
          - metric: invalidValues
            mustBe: 0
            arguments: { validValues: [email, sms] }
      - name: ban
        customProperties:
          - { property: truelift.role, value: contact_action }
`;

it('finds a column by either of its names, and what its words may stand for', () => {
  expect(explainedColumn(CONTRACT, 'Status')?.choices).toEqual(['withdrawn', 'granted', '']);
  expect(explainedColumn(CONTRACT, 'answer')).toEqual(explainedColumn(CONTRACT, 'Status'));
  expect(explainedColumn(CONTRACT, 'channel')?.choices).toEqual(['email', 'sms']);
  // Of a column that can say nothing but no a word is never a yes.
  expect(explainedColumn(CONTRACT, 'ban')?.choices).toEqual(['withdrawn', '']);
  expect(explainedColumn(CONTRACT, 'email')).toBeNull();
  expect(explainedColumn(CONTRACT, 'gone')).toBeNull();
  expect(explainedColumn('a: [', 'answer')).toBeNull();
});

it('adds words to those that are explained, and keeps comments', () => {
  const column = explainedColumn(CONTRACT, 'answer');
  if (column === null) throw new Error('the contract has the column');
  const text = explained(
    CONTRACT,
    column,
    new Map([
      ['ARRÊT', 'withdrawn'],
      ['5.1.1', ''],
    ]),
  );
  expect(text).toContain('# what the tool wrote');
  expect(text).toContain('oui');
  const again = explainedColumn(text, 'answer');
  expect(again).toEqual(column);
  expect(text).toMatch(/ARRÊT"?: "?withdrawn/);
  expect(text).toMatch(/"?5\.1\.1"?: ""/);
});

it('makes the list where a column has none', () => {
  const column = explainedColumn(CONTRACT, 'channel');
  if (column === null) throw new Error('the contract has the column');
  const text = explained(CONTRACT, column, new Map([['Mail', 'email']]));
  expect(text).toMatch(/property: truelift\.map\n\s+value:\n?\s+\{? ?"?Mail"?: email/);
  expect(explained(text, column, new Map([['Handy', 'sms']]))).toContain('Mail');
});
