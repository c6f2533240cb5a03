import { Alert, Stack } from '@mantine/core';
import { useMemo, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { fieldOf, type JsonSchema } from '../../lib/schemaField';
import { appendAt, moveItem, pathOfLine, readYaml, removeAt, setAt, type YamlPath } from '../../lib/yamlEdit';
import { components as messages } from '../../messages/components';
import { FormContext, type FormText } from './FormContext';
import { ValueField } from './ValueField';

export interface SchemaFormProps {
  kind: string;
  schema: JsonSchema;
  text: string;
  problems: Schemas['TextProblem'][];
  isReadOnly: boolean;
  onChange: (text: string) => void;
}

const keyOf = (path: YamlPath): string => path.join('\u0000');

/** A form made of a JSON Schema over a YAML text: the text is all it knows, so both are always in step. */
export function SchemaForm(props: SchemaFormProps): JSX.Element {
  const { kind, schema, text, problems, isReadOnly, onChange } = props;
  const read = useMemo(() => readYaml(text), [text]);
  const field = useMemo(() => fieldOf(schema, schema), [schema]);
  const told = useMemo(() => {
    const byPath = new Map<string, string>();
    for (const { line, what, severity } of problems) {
      const path = line === null || severity !== 'error' ? null : pathOfLine(text, line);
      if (path !== null && !byPath.has(keyOf(path))) byPath.set(keyOf(path), what);
    }
    return byPath;
  }, [problems, text]);
  if (!read.isReadable) {
    return (
      <Alert
        color="amber"
        variant="light"
        role="status"
        title={messages.schemaForm.lineTextCannotRead(read.line)}
      >
        {messages.schemaForm.mendThereFormBack(read.why)}
      </Alert>
    );
  }
  const form: FormText = {
    kind,
    value: read.value,
    isReadOnly,
    problemAt: (path) => told.get(keyOf(path)) ?? null,
    set: (path, value) => onChange(setAt(text, path, value)),
    remove: (path) => onChange(removeAt(text, path)),
    edit: (change) => onChange(change(text)),
    append: (path, value) => onChange(appendAt(text, path, value)),
    move: (path, from, to) => onChange(moveItem(text, path, from, to)),
    draw: (props) => <ValueField {...props} />,
  };
  return (
    <FormContext value={form}>
      <Stack gap="md" component="form" onSubmit={(event) => event.preventDefault()}>
        <ValueField field={field} path={[]} label="" hint="" isRequired />
      </Stack>
    </FormContext>
  );
}
