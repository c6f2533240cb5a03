import { createContext, type ComponentType } from 'react';
import type { Schemas } from '../../api/client';
import type { JsonSchema } from '../../lib/schemaField';

/** What an editor of a kind gets: the text is all there is, and every change is another text. */
export interface DefinitionEditorProps {
  kind: string;
  name: string;
  schema: JsonSchema;
  text: string;
  problems: Schemas['TextProblem'][];
  isReadOnly: boolean;
  onChange: (text: string) => void;
}

/** Editors of kinds that have a better one than the form of their schema; the app puts them in. */
export const DefinitionEditors = createContext<Partial<Record<string, ComponentType<DefinitionEditorProps>>>>(
  {},
);
