import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type JSX } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { WorldField, worldOf } from './WorldField';

afterEach(cleanup);

function Held({ onAnswer }: { onAnswer: (answer: string) => void }): JSX.Element {
  const [value, setValue] = useState('');
  return (
    <MantineProvider env="test">
      <WorldField
        world={worldOf('country.phone') ?? []}
        aria-label="Country"
        value={value}
        onChange={(next) => {
          setValue(next);
          onAnswer(next);
        }}
      />
    </MantineProvider>
  );
}

it('finds a country by its name, and answers with its code and nothing on the way there', async () => {
  const onAnswer = vi.fn();
  const user = userEvent.setup();
  render(<Held onAnswer={onAnswer} />);
  const field = screen.getByRole('combobox', { name: 'Country' });
  await user.type(field, 'germ');
  await user.click(await screen.findByRole('option', { name: 'Germany (DE)' }));
  expect(onAnswer.mock.calls).toEqual([['DE']]);
  await user.clear(field);
  await user.type(field, 'austria');
  await user.tab();
  expect(onAnswer).toHaveBeenLastCalledWith('AT');
  expect((field as HTMLInputElement).value).toBe('AT');
});

it('is for what is known of the world, and for nothing else', () => {
  expect(worldOf('zone')).not.toBeNull();
  expect(worldOf('means.maybe')).toBeNull();
});
