import { Skeleton } from '@mantine/core';
import { Suspense, use, type JSX } from 'react';
import { components as messages } from '../../messages/components';
import { SchemaForm } from '../form/SchemaForm';
import { DefinitionEditors, type DefinitionEditorProps } from './DefinitionEditors';

/** The editor of a kind: its own, or the form made of its schema. */
export function EditorSlot(props: DefinitionEditorProps): JSX.Element {
  const Own = use(DefinitionEditors)[props.kind];
  if (Own === undefined) return <SchemaForm {...props} />;
  return (
    <Suspense fallback={<Skeleton h={320} role="status" aria-label={messages.editorSlot.loadingTheEditor} />}>
      <Own {...props} />
    </Suspense>
  );
}
