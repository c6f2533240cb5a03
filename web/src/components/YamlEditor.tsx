import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef, type JSX } from 'react';
import type { Schemas } from '../api/client';
import { asSentence } from '../lib/words';

export interface YamlEditorProps {
  text: string;
  label: string;
  problems: Schemas['TextProblem'][];
  isReadOnly: boolean;
  onChange: (text: string) => void;
}

const look = EditorView.theme({
  '&': {
    fontSize: '13px',
    background: 'var(--tl-surface)',
    color: 'var(--mantine-color-text)',
    border: '1px solid var(--tl-line-strong)',
    borderRadius: '8px',
    maxHeight: '75vh',
  },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-gutters': {
    background: 'var(--tl-sunken)',
    color: 'var(--mantine-color-dimmed)',
    border: 'none',
    borderRadius: '8px 0 0 8px',
  },
  '.cm-activeLine, .cm-activeLineGutter': { background: 'var(--tl-open-ground)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--tl-good-ground) !important',
  },
  '.cm-tooltip': {
    background: 'var(--tl-surface)',
    color: 'var(--mantine-color-text)',
    border: '1px solid var(--tl-line-strong)',
    borderRadius: '8px',
    maxWidth: '420px',
  },
});

/** The library's own colours are made for white paper only. */
const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--tl-good)' },
  { tag: [tags.string, tags.attributeValue], color: 'var(--tl-warn)' },
  { tag: tags.invalid, color: 'var(--tl-bad)' },
]);

/** Problems as marks in the text; one without a place stands at its beginning. */
function marksOf(state: EditorState, problems: Schemas['TextProblem'][]): Diagnostic[] {
  return problems.map(({ line, column, severity, what }) => {
    const at = state.doc.line(Math.min(Math.max(line ?? 1, 1), state.doc.lines));
    const from = Math.min(at.from + Math.max((column ?? 1) - 1, 0), at.to);
    return { from, to: Math.max(at.to, from), severity, message: asSentence(what) };
  });
}

/** A text editor for YAML, with line numbers and the problems marked where they are. */
export function YamlEditor({ text, label, problems, isReadOnly, onChange }: YamlEditorProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const locks = useRef(new Compartment());
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  });
  useEffect(() => {
    if (place.current === null) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          syntaxHighlighting(colours),
          yaml(),
          lintGutter(),
          EditorView.lineWrapping,
          // Escape, then Tab leads out of the editor: the keyboard is never caught.
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          look,
          locks.current.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);
  useEffect(() => {
    view.current?.dispatch({
      effects: locks.current.reconfigure([
        EditorState.readOnly.of(isReadOnly),
        EditorView.contentAttributes.of({ 'aria-label': label, 'data-yaml': '', tabindex: '0' }),
      ]),
    });
  }, [isReadOnly, label]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    const editor = view.current;
    if (editor !== null) editor.dispatch(setDiagnostics(editor.state, marksOf(editor.state, problems)));
  }, [problems, text]);
  return <div ref={place} />;
}
