import type { ComponentType } from 'react';
import type { DefinitionEditorProps } from '../components/definition/DefinitionEditors';

/**
 * Editors of kinds that have a better one than the form of their schema, each loaded when it is opened:
 * `audience: lazy(async () => ({ default: (await import('../features/audiences/AudienceEditor')).AudienceEditor }))`.
 */
export const definitionEditors: Partial<Record<string, ComponentType<DefinitionEditorProps>>> = {};
