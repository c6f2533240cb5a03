import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type JSX } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { QuestionField } from './QuestionField';

afterEach(cleanup);

interface HeldProps {
  texts: string[];
  onAnswer: (answer: string) => void;
}

function Held({ texts, onAnswer }: HeldProps): JSX.Element {
  const [answer, setAnswer] = useState<string>();
  return (
    <MantineProvider env="test">
      <QuestionField
        question={{
          key: 'unread.Remarks',
          column: 'Remarks',
          what: '`Remarks` holds texts that nobody has read',
          default: null,
          choices: texts.map((text) => ({ value: text, words: text })),
          is_free: false,
          is_many: true,
          is_unconfirmed: false,
          examples: [],
        }}
        answer={answer}
        onAnswer={(next) => {
          setAnswer(next);
          onAnswer(next);
        }}
      />
    </MantineProvider>
  );
}

it('answers with the ticked texts once it is told to, and can be answered otherwise', async () => {
  const onAnswer = vi.fn();
  const user = userEvent.setup();
  render(<Held texts={['mat bhejo', 'kal aana', 'வேண்டாம்']} onAnswer={onAnswer} />);
  expect(screen.getByRole('status').textContent).toBe('Not answered yet.');
  await user.click(screen.getByRole('checkbox', { name: 'mat bhejo' }));
  await user.click(screen.getByRole('checkbox', { name: 'வேண்டாம்' }));
  expect(onAnswer).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'The 2 ticked say no' }));
  expect(onAnswer.mock.calls).toEqual([['["mat bhejo","வேண்டாம்"]']]);
  expect(screen.getByRole('status').textContent).toContain('2 texts say no');
  await user.click(screen.getByRole('checkbox', { name: 'mat bhejo' }));
  expect(screen.getByRole('status').textContent).toBe('1 ticked, not answered yet.');
  await user.click(screen.getByRole('button', { name: 'None of them says no' }));
  expect(onAnswer).toHaveBeenLastCalledWith('none');
  expect(screen.getByRole('status').textContent).toContain('none of them says no');
  expect(screen.getAllByRole('checkbox', { checked: false })).toHaveLength(3);
});

it('is answered by the keyboard alone', async () => {
  const onAnswer = vi.fn();
  const user = userEvent.setup();
  render(<Held texts={['mat bhejo']} onAnswer={onAnswer} />);
  await user.tab();
  await user.keyboard(' ');
  await user.tab();
  await user.keyboard('{Enter}');
  expect(onAnswer.mock.calls).toEqual([['["mat bhejo"]']]);
});

it('finds one of many texts, and keeps what was ticked before', async () => {
  const onAnswer = vi.fn();
  const user = userEvent.setup();
  const texts = Array.from({ length: 21 }, (_, at) => `remark ${at + 1}`);
  render(<Held texts={texts} onAnswer={onAnswer} />);
  await user.click(screen.getByLabelText('remark 3'));
  await user.type(screen.getByLabelText('Find a text'), 'K 19');
  expect(screen.getAllByRole('checkbox')).toHaveLength(1);
  await user.click(screen.getByLabelText('remark 19'));
  await user.click(screen.getByText('The 2 ticked say no'));
  expect(onAnswer.mock.calls).toEqual([['["remark 3","remark 19"]']]);
});

it('has no search for a few', () => {
  render(<Held texts={['one', 'other']} onAnswer={vi.fn()} />);
  expect(screen.queryByRole('searchbox')).toBeNull();
});

it('shows values by their columns, and answers with both', async () => {
  const onAnswer = vi.fn();
  const user = userEvent.setup();
  const pairs = [
    ['rhythm', 'monthly'],
    ['rhythm', 'zipp'],
    ['grade = old', 'zipp'],
  ] as const;
  render(
    <MantineProvider env="test">
      <QuestionField
        question={{
          key: 'unread',
          column: null,
          what: 'these columns are not read',
          default: null,
          choices: pairs.map(([column, value]) => ({ value: `${column} = ${value}`, words: value })),
          is_free: false,
          is_many: true,
          is_unconfirmed: false,
          examples: [],
        }}
        answer={undefined}
        onAnswer={onAnswer}
      />
    </MantineProvider>,
  );
  expect(screen.getByText('rhythm').nextElementSibling?.textContent).toContain('monthly');
  expect(screen.getByText('grade = old').nextElementSibling?.textContent).toContain('zipp');
  expect(screen.getByText(/Tick each value/)).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'grade = old = zipp' }));
  await user.click(screen.getByRole('button', { name: 'The ticked one says no' }));
  expect(onAnswer.mock.calls).toEqual([['["grade = old = zipp"]']]);
});
