import type { JSX } from 'react';
import { markedParts, type Finding } from '../lib/markedText';
import styles from './MarkedText.module.css';

export interface MarkedTextProps {
  text: string;
  findings: Finding[];
}

/** A text with the places marked that findings point at. */
export function MarkedText({ text, findings }: MarkedTextProps): JSX.Element {
  return (
    <span className={styles.text}>
      {markedParts(text, findings).map((part, i) =>
        part.severity === null ? (
          part.text
        ) : (
          // A text has no ids; the parts keep their order.
          <mark key={i} className={styles.mark} data-severity={part.severity}>
            {part.text}
          </mark>
        ),
      )}
    </span>
  );
}
