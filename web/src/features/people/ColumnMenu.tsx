import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { JSX } from 'react';
import { people as messages } from '../../messages/people';
import { COLUMNS, columnsAsked, columnsOf } from './columns';

export interface ColumnMenuProps {
  columns: string | undefined;
  onChange: (columns: string | undefined) => void;
}

/** Chooses what the list shows of each person. */
export function ColumnMenu({ columns, onChange }: ColumnMenuProps): JSX.Element {
  const chosen = columnsOf(columns).map(({ name }) => name);
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {messages.columnMenu.columns}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group
          aria-label={messages.columnMenu.columns}
          value={chosen}
          onChange={(names) => {
            // A list of nothing but names would say no more than the names.
            if (names.length > 0) onChange(columnsAsked(names));
          }}
        >
          <Stack gap={6}>
            {COLUMNS.map(({ name, label }) => (
              <Checkbox key={name} size="sm" value={name} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
