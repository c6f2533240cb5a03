import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type JSX } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { NumberField, type NumberFieldProps } from './NumberField';

// The reader is German: numbers are read as their browser writes them, which is asked once.
vi.hoisted(() => Object.defineProperty(globalThis.navigator, 'language', { value: 'de-DE' }));

afterEach(cleanup);

type Given = Omit<NumberFieldProps, 'value' | 'onChange' | 'label'> & { start?: number | string };

function Held({ start = '', ...rest }: Given): JSX.Element {
  const [value, setValue] = useState<number | string>(start);
  return (
    <MantineProvider>
      <NumberField {...rest} label="Wie viel" value={value} onChange={setValue} />
      <output>{JSON.stringify(value)}</output>
    </MantineProvider>
  );
}

const field = (): HTMLInputElement => screen.getByLabelText('Wie viel');
const given = (): unknown => JSON.parse(screen.getByRole('status').textContent);

it.each([
  ['0,5', 0.5, '0,5'],
  ['0.5', 0.5, '0,5'],
  ['1.500', 1500, '1500'],
  ['12,5 %', 12.5, '12,5'],
])('reads %s as %f and shows it as %s', async (typed, value, shown) => {
  const user = userEvent.setup();
  render(<Held suffix="%" />);
  await user.type(field(), typed);
  expect(given()).toBe(value);
  await user.tab();
  expect(field().value).toBe(shown);
});

it('says what it read while that is written otherwise', async () => {
  const user = userEvent.setup();
  render(<Held />);
  await user.type(field(), '1.500');
  screen.getByText('Read as 1500.');
});

it.each([
  ['zwei', {}, /Not a number: write it as 12,5/],
  ['0,5', { isWhole: true }, 'A whole number, please.'],
  ['1,005', { nDecimals: 2 }, 'At most 2 digits behind the decimal mark.'],
  ['0', { min: 1 }, '1 or more.'],
  ['1001', { max: 1000 }, '1000 or less.'],
])('keeps %s as it was written, and says why it does not do', async (typed, props, fault) => {
  const user = userEvent.setup();
  render(<Held {...props} />);
  await user.type(field(), typed);
  await user.tab();
  screen.getByText(fault);
  expect(field().value).toBe(typed);
  expect(field().validity.valid).toBe(false);
});

it('shows what a text holds that is no number, and follows what changes it', async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Held key="text" start="bald" />);
  screen.getByText(/Not a number/);
  rerender(<Held key="number" start={3} isWhole />);
  await user.type(field(), '{ArrowUp}');
  expect(given()).toBe(4);
  expect(field().value).toBe('4');
});
