import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type JSX } from 'react';
import { knownAt } from '../../lib/knownPlaces';
import { blankOf, type Field } from '../../lib/schemaField';
import { nameAsWords } from '../../lib/words';
import { valueAt } from '../../lib/yamlEdit';
import { components as messages } from '../../messages/components';
import { useFormText, type ValueFieldProps } from './FormContext';
import { KnownField } from './KnownField';

type MapProps = ValueFieldProps & { field: Extract<Field, { kind: 'map' }> };

/** Values by names that the writer chooses. */
export function MapField({ field, path, label, hint }: MapProps): JSX.Element {
  const form = useFormText();
  const [key, setKey] = useState('');
  const found = valueAt(form.value, path);
  const keys = found !== null && typeof found === 'object' && !Array.isArray(found) ? Object.keys(found) : [];
  const known = knownAt(form.kind, form.value, path);
  const add = (name: string): void => {
    if (name === '' || keys.includes(name)) return;
    form.set([...path, name], blankOf(field.of()));
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
              label: known === null ? name : nameAsWords(name),
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
      {!form.isReadOnly && known !== null && (
        <KnownField
          known={known}
          value=""
          label={messages.mapField.anotherName(label.toLowerCase())}
          description={undefined}
          withAsterisk={false}
          disabled={false}
          error={undefined}
          data-field={`${path.join('.')}.*`}
          onBlur={() => undefined}
          onChange={add}
        />
      )}
      {!form.isReadOnly && known === null && (
        <Group align="end" gap="xs">
          <TextInput
            size="xs"
            label={messages.mapField.anotherName(label.toLowerCase())}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => add(key.trim())}
          >
            {messages.mapField.add}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
