import { Button, Fieldset, Group, Menu, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type JSX, type ReactNode } from 'react';
import { fieldHint, labelOf } from '../../lib/fieldWords';
import { blankOf, type Field } from '../../lib/schemaField';
import { asSentence } from '../../lib/words';
import { valueAt, type YamlPath, type YamlValue } from '../../lib/yamlEdit';
import { components as messages } from '../../messages/components';
import { useFormText, type ValueFieldProps } from './FormContext';
import styles from './GroupField.module.css';

type GroupProps = ValueFieldProps & { field: Extract<Field, { kind: 'group' }> };

/** A text of at most so many letters stands beside another field. */
const N_SHORT = 28;

function isNarrow(field: Field, value: YamlValue | undefined, path: YamlPath): boolean {
  switch (field.kind) {
    case 'number':
    case 'flag':
    case 'choice':
      return true;
    case 'text':
    case 'any':
      // What stands in a list is told apart by its first line; what stands alone has the room it may need.
      return typeof value === 'string' && value !== '' && value.length <= N_SHORT && path.length > 2;
    case 'group':
    case 'list':
    case 'map':
    case 'variant':
      return false;
  }
}

interface CellProps {
  field: Field;
  value: YamlValue | undefined;
  path: YamlPath;
  children: ReactNode;
}

/** A field and the room it has, which does not change while somebody writes in it. */
function Cell({ field, value, path, children }: CellProps): JSX.Element {
  const [isHalf] = useState(() => isNarrow(field, value, path));
  return <div className={isHalf ? styles.half : styles.whole}>{children}</div>;
}

/** Several values under one key: what is there or must be, and a way to add the rest. */
export function GroupField({ field, path, label, hint, isRequired }: GroupProps): JSX.Element {
  const form = useFormText();
  const own = valueAt(form.value, path);
  const isMissing = own === undefined && !isRequired;
  const shown = field.members.filter(
    (member) => member.isRequired || valueAt(form.value, [...path, member.key]) !== undefined,
  );
  const others = field.members.filter((member) => !shown.includes(member));
  const canBeLeftOut = label !== '' && !isRequired && !isMissing;
  const problem = form.problemAt(path);
  const inner = (
    <Stack gap="sm">
      {problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)">
          {asSentence(problem)}
        </Text>
      )}
      <div className={styles.cells}>
        {shown.map((member) => {
          const at = [...path, member.key];
          const within = member.field();
          return (
            <Cell key={member.key} field={within} value={valueAt(form.value, at)} path={at}>
              {form.draw({
                field: within,
                path: at,
                label: labelOf(member.key, path),
                hint: fieldHint(member.key, path, member.hint),
                isRequired: member.isRequired,
              })}
            </Cell>
          );
        })}
      </div>
      {!form.isReadOnly && (others.length > 0 || canBeLeftOut) && (
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
          {canBeLeftOut && (
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
    <Fieldset
      legend={label}
      classNames={{ legend: styles.legend ?? '' }}
      variant="default"
      radius="md"
      data-field={path.join('.')}
    >
      {hint !== '' && (
        <Text size="xs" c="dimmed" mb="xs">
          {hint}
        </Text>
      )}
      {inner}
    </Fieldset>
  );
}
