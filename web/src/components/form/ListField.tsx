import { ActionIcon, Box, Button, Group, MultiSelect, Stack, TagsInput, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { JSX } from 'react';
import { choiceWords } from '../../lib/fieldWords';
import { blankOf, type Field } from '../../lib/schemaField';
import { asSentence, settingWords } from '../../lib/words';
import { valueAt, type YamlValue } from '../../lib/yamlEdit';
import { components as messages } from '../../messages/components';
import styles from './ListField.module.css';
import { useFormText, type ValueFieldProps } from './FormContext';

type ListProps = ValueFieldProps & { field: Extract<Field, { kind: 'list' }> };

/** What an item is called in a list: by its own name where it has one. */
function itemName(item: YamlValue | undefined, nth: number): string {
  if (item !== null && typeof item === 'object' && !Array.isArray(item)) {
    const name = item['name'] ?? item['id'] ?? item['property'];
    if (typeof name === 'string' && name !== '') return settingWords(name) ?? name;
  }
  return String(nth + 1);
}

/** A list: words as tags, anything else one under the other. */
export function ListField(props: ListProps): JSX.Element {
  const { field, path, label, hint, isRequired } = props;
  const form = useFormText();
  const of = field.of();
  const found = valueAt(form.value, path);
  const items = Array.isArray(found) ? found : [];
  const problem = form.problemAt(path);
  const isWords = of.kind === 'text' && items.every((item) => typeof item === 'string' && item.length < 60);
  const common = {
    label: label || undefined,
    description: hint || undefined,
    withAsterisk: isRequired,
    disabled: form.isReadOnly,
    error: problem === null ? undefined : asSentence(problem),
    value: items.map(String),
    clearable: false,
    'data-field': path.join('.'),
    onChange: (next: string[]) => {
      const added = next.length === items.length + 1 && items.every((item, at) => item === next[at]);
      if (added) form.append(path, next.at(-1) ?? '');
      else if (next.length === 0 && !isRequired) form.remove(path);
      else form.set(path, next);
    },
  };
  if (of.kind === 'choice') {
    const known = of.options.map(({ word }) => word);
    const words = [...new Set([...known, ...items.map(String)])];
    return (
      <MultiSelect
        {...common}
        data={words.map((word) => ({ value: word, label: choiceWords(word, path) }))}
        comboboxProps={{ withinPortal: false }}
      />
    );
  }
  if (isWords) return <TagsInput {...common} data={[]} splitChars={[]} />;
  return (
    <Box role="group" aria-label={label || messages.listField.list} data-field={path.join('.')}>
      {label !== '' && (
        <Text size="sm" fw={500}>
          {label}
        </Text>
      )}
      {hint !== '' && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
      {problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)">
          {asSentence(problem)}
        </Text>
      )}
      <Stack gap="xs" mt="xs">
        {items.map((item, nth) => (
          <div key={nth} className={styles.item}>
            <Group justify="space-between" mb="xs" wrap="nowrap">
              <Text size="sm" fw={600}>
                {itemName(item, nth)}
              </Text>
              {!form.isReadOnly && <ItemActions {...props} nth={nth} nItems={items.length} />}
            </Group>
            {form.draw({ field: of, path: [...path, nth], label: '', hint: '', isRequired: true })}
          </div>
        ))}
        {!form.isReadOnly && (
          <div>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => form.append(path, blankOf(of))}
            >
              {label === '' ? messages.listField.addOne : messages.listField.addTo(label.toLowerCase())}
            </Button>
          </div>
        )}
      </Stack>
    </Box>
  );
}

function ItemActions({ path, nth, nItems }: ListProps & { nth: number; nItems: number }): JSX.Element {
  const form = useFormText();
  const button = { size: 'sm', variant: 'subtle', color: 'gray' } as const;
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        {...button}
        aria-label={messages.listField.moveUp(nth + 1)}
        disabled={nth === 0}
        onClick={() => form.move(path, nth, nth - 1)}
      >
        <IconArrowUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        {...button}
        aria-label={messages.listField.moveDown(nth + 1)}
        disabled={nth === nItems - 1}
        onClick={() => form.move(path, nth, nth + 1)}
      >
        <IconArrowDown size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        {...button}
        aria-label={messages.listField.takeOut(nth + 1)}
        onClick={() => form.remove([...path, nth])}
      >
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
