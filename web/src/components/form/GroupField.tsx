import { Button, Fieldset, Group, Menu, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment, type JSX } from 'react';
import { fieldHint, labelOf } from '../../lib/fieldWords';
import { blankOf, type Field } from '../../lib/schemaField';
import { asSentence } from '../../lib/words';
import { valueAt } from '../../lib/yamlEdit';
import { components as messages } from '../../messages/components';
import { useFormText, type ValueFieldProps } from './FormContext';

type GroupProps = ValueFieldProps & { field: Extract<Field, { kind: 'group' }> };

/** Several values under one key: what is there or must be, and a way to add the rest. */
export function GroupField({ field, path, label, hint, isRequired }: GroupProps): JSX.Element {
  const form = useFormText();
  const own = valueAt(form.value, path);
  const isMissing = own === undefined && !isRequired;
  const shown = field.members.filter(
    (member) => member.isRequired || valueAt(form.value, [...path, member.key]) !== undefined,
  );
  const others = field.members.filter((member) => !shown.includes(member));
  const problem = form.problemAt(path);
  const inner = (
    <Stack gap="sm">
      {problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)">
          {asSentence(problem)}
        </Text>
      )}
      {shown.map((member) => (
        <Fragment key={member.key}>
          {form.draw({
            field: member.field(),
            path: [...path, member.key],
            label: labelOf(member.key, path),
            hint: fieldHint(member.key, path, member.hint),
            isRequired: member.isRequired,
          })}
        </Fragment>
      ))}
      {!form.isReadOnly && (
        <Group gap="xs">
          {others.length > 0 && (
            <Menu position="bottom-start" withinPortal>
              <Menu.Target>
                <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />}>
                  {label === ''
                    ? messages.groupField.addAPart
                    : messages.groupField.addTo(label.toLowerCase())}
                </Button>
              </Menu.Target>
              <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
                {others.map((member) => (
                  <Menu.Item
                    key={member.key}
                    maw={420}
                    onClick={() =>
                      form.set([...path, member.key], member.fallback ?? blankOf(member.field()))
                    }
                  >
                    <Text size="sm">{labelOf(member.key, path)}</Text>
                    <Text size="xs" c="dimmed" lineClamp={2}>
                      {fieldHint(member.key, path, member.hint)}
                    </Text>
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          {label !== '' && !isRequired && !isMissing && (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => form.remove(path)}
            >
              {messages.groupField.leaveOut(label.toLowerCase())}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
  if (label === '') return inner;
  return (
    <Fieldset legend={label} variant="default" radius="md" data-field={path.join('.')}>
      {hint !== '' && (
        <Text size="xs" c="dimmed" mb="xs">
          {hint}
        </Text>
      )}
      {inner}
    </Fieldset>
  );
}
