import { Button, Checkbox, Collapse, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { JSX } from 'react';
import { asSentence } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';
import type { RowColumn } from './columnsOf';

interface FieldProps {
  column: RowColumn;
  typed: string | undefined;
  error: string | null;
  isFirst: boolean;
  onType: (text: string) => void;
  onUndo: () => void;
}

/** One column of the row; what came stands beside what was typed. */
function Field({ column, typed, error, isFirst, onType, onUndo }: FieldProps): JSX.Element {
  const isChanged = typed !== undefined && typed !== column.text;
  return (
    <TextInput
      label={column.name}
      value={typed ?? column.text}
      onChange={(event) => onType(event.currentTarget.value)}
      error={error === null ? undefined : asSentence(error)}
      description={
        isChanged
          ? messages.rowForm.itCameAs(column.text === '' ? messages.rowForm.nothing : `“${column.text}”`)
          : undefined
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      rightSectionWidth={isChanged ? 68 : 0}
      rightSection={
        isChanged && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={onUndo}
            aria-label={messages.rowForm.undoColumn(column.name)}
          >
            {messages.rowForm.undo}
          </Button>
        )
      }
      {...(isFirst ? { 'data-autofocus': true } : {})}
    />
  );
}

export interface RowFormProps {
  columns: RowColumn[];
  /** The column that breaks the rule; null when it is the whole row. */
  broken: string | null;
  /** What was typed, by column. */
  typed: Record<string, string>;
  /** Why the row would stay, and in which column. */
  problem: { field: string | null; why: string } | null;
  misfit: { extra: string[]; nMissing: number } | null;
  isFitted: boolean;
  onFit: (isFitted: boolean) => void;
  onType: (typed: Record<string, string>) => void;
}

/** A row as a form: the column that is wrong first, the others folded away. */
export function RowForm(props: RowFormProps): JSX.Element {
  const { columns, broken, typed, problem, misfit, isFitted, onFit, onType } = props;
  const isBroken = (column: RowColumn): boolean => column.name === broken;
  const hasBroken = columns.some(isBroken);
  const [isOpen, { toggle }] = useDisclosure(!hasBroken);
  const first = hasBroken ? columns.filter(isBroken) : [];
  const others = columns.filter((column) => !hasBroken || !isBroken(column));
  const field = (column: RowColumn, at: number, isFirst: boolean): JSX.Element => (
    <Field
      key={column.name}
      column={column}
      typed={typed[column.name]}
      error={problem !== null && problem.field === column.name ? problem.why : null}
      isFirst={isFirst && at === 0}
      onType={(text) => onType({ ...typed, [column.name]: text })}
      onUndo={() =>
        onType(Object.fromEntries(Object.entries(typed).filter(([name]) => name !== column.name)))
      }
    />
  );
  // A problem in a column that is folded away must be seen; one of the whole row may be mended in any.
  const isOfRow = problem !== null && !columns.some((column) => column.name === problem.field);
  const isFoldable =
    !isOfRow && !others.some((column) => problem?.field === column.name || column.name in typed);
  const isShown = isOpen || !isFoldable;
  return (
    <Stack gap="sm">
      {first.map((column, at) => field(column, at, true))}
      {misfit !== null && (
        <Checkbox
          checked={isFitted}
          onChange={(event) => onFit(event.currentTarget.checked)}
          label={
            misfit.extra.length > 0
              ? messages.rowForm.leaveOutWhatHasNo(misfit.extra.map((text) => `“${text}”`).join(', '))
              : messages.rowForm.everyValueStandsUnderIts
          }
        />
      )}
      {hasBroken && others.length > 0 && (
        <UnstyledButton onClick={toggle} aria-expanded={isShown} disabled={!isFoldable}>
          <Text span size="sm" fw={600} style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
            {isShown ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
            {isShown ? messages.rowForm.others(others.length) : messages.rowForm.showOthers(others.length)}
          </Text>
        </UnstyledButton>
      )}
      <Collapse expanded={isShown}>
        <Stack gap="sm">{isShown && others.map((column, at) => field(column, at, !hasBroken))}</Stack>
      </Collapse>
    </Stack>
  );
}
