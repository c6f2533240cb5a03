import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type JSX } from 'react';
import { blankOf, type Field } from '../../lib/schemaField';
import { valueAt } from '../../lib/yamlEdit';
import { components as messages } from '../../messages/components';
import { useFormText, type ValueFieldProps } from './FormContext';

type MapProps = ValueFieldProps & { field: Extract<Field, { kind: 'map' }> };

/** Values by names that the writer chooses. */
export function MapField({ field, path, label, hint }: MapProps): JSX.Element {
  const form = useFormText();
  const [key, setKey] = useState('');
  const found = valueAt(form.value, path);
  const keys = found !== null && typeof found === 'object' && !Array.isArray(found) ? Object.keys(found) : [];
  const add = (): void => {
    if (key.trim() === '' || keys.includes(key.trim())) return;
    form.set([...path, key.trim()], blankOf(field.of()));
    setKey('');
  };
  return (
    <Stack gap="xs" role="group" aria-label={label || messages.mapField.map} data-field={path.join('.')}>
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
      {keys.map((name) => (
        <Group key={name} align="end" wrap="nowrap">
          <div style={{ flexGrow: 1 }}>
            {form.draw({
              field: field.of(),
              path: [...path, name],
              label: name,
              hint: '',
              isRequired: false,
            })}
          </div>
          {!form.isReadOnly && (
            <Button size="xs" variant="subtle" color="gray" onClick={() => form.remove([...path, name])}>
              {messages.mapField.takeOut}
            </Button>
          )}
        </Group>
      ))}
      {!form.isReadOnly && (
        <Group align="end" gap="xs">
          <TextInput
            size="xs"
            label={messages.mapField.anotherName(label.toLowerCase())}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
            {messages.mapField.add}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
