import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type JSX } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { JsonSchema } from '../../lib/schemaField';
import { SchemaForm } from './SchemaForm';

afterEach(cleanup);

const SCHEMA: JsonSchema = {
  type: 'object',
  required: ['name', 'who'],
  properties: {
    name: { type: 'string', description: 'What it is called' },
    note: { type: ['string', 'null'] },
    tone: { type: 'array', items: { type: 'string' } },
    who: { $ref: '#/$defs/Condition' },
  },
  $defs: {
    Condition: {
      oneOf: [
        {
          type: 'object',
          properties: { all: { type: 'array', items: { $ref: '#/$defs/Condition' } } },
          required: ['all'],
        },
        {
          type: 'object',
          properties: { seen: { $ref: '#/$defs/Seen' } },
          required: ['seen'],
        },
      ],
    },
    Seen: {
      type: 'object',
      required: ['event'],
      properties: { event: { type: 'string' }, days: { type: 'integer', minimum: 1 } },
    },
  },
};

const TEXT = '# ours\nname: a # short\nwho:\n  all:\n    - seen: { event: Order, days: 30 } # lately\n';

function Held({ start }: { start: string }): JSX.Element {
  const [text, setText] = useState(start);
  return (
    <MantineProvider>
      <SchemaForm
        kind="audience"
        schema={SCHEMA}
        text={text}
        isReadOnly={false}
        onChange={setText}
        problems={[
          { kind: 'audience', name: 'a', severity: 'error', line: 2, column: 1, what: '`a` is too short' },
        ]}
      />
      <pre data-testid="text">{text}</pre>
    </MantineProvider>
  );
}

const text = (): string => screen.getByTestId('text').textContent;

it('changes the text where a field stands, and leaves every comment alone', async () => {
  const user = userEvent.setup();
  render(<Held start={TEXT} />);
  const days = screen.getByLabelText('Days');
  await user.clear(days);
  await user.type(days, '45');
  expect(text()).toContain('{ event: Order, days: 45 } # lately');
  expect(text()).toContain('name: a # short');
  screen.getByText('“a” is too short.');
  await user.clear(days);
  await user.tab();
  expect(text()).toContain('{ event: Order } # lately');
});

it('adds a part that was left out, another condition, and takes one out', async () => {
  const user = userEvent.setup();
  render(<Held start={TEXT} />);
  await user.click(screen.getByRole('button', { name: 'Add a part' }));
  await user.click(await screen.findByText('Note'));
  await user.type(screen.getByLabelText('Note'), 'why');
  expect(text()).toContain('note: why');
  await user.click(screen.getByRole('button', { name: 'Add one' }));
  expect(screen.getAllByRole('button', { name: /^Take \d out$/ })).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Take 1 out' }));
  expect(text()).not.toContain('Order');
  expect(text()).toContain('# ours');
});

it('says which line cannot be read, and is back when it is mended', () => {
  const { rerender } = render(<Held key="broken" start={'name: [\n'} />);
  screen.getByText(/Line \d+ of the text cannot be read/);
  rerender(<Held key="mended" start={TEXT} />);
  screen.getByLabelText('Event *');
});
