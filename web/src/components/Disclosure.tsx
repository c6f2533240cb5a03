import { Popover, UnstyledButton } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type JSX,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import styles from './Disclosure.module.css';

export interface DisclosureProps {
  /** What the button is called, whatever it shows. */
  label: string;
  button: ReactNode;
  position: 'bottom-start' | 'bottom-end';
  widthPx: number;
  /** What is shown while it is open. What can be chosen in it is `DisclosureItem`, and closes it. */
  children: ReactNode;
}

/** Which of `n` items a key leads to; null for a key that leads nowhere. */
function reached(key: string, at: number, n: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % n;
    case 'ArrowUp':
      return at <= 0 ? n - 1 : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return n - 1;
    default:
      return null;
  }
}

/**
 * A button that shows a few things to choose from below itself.
 *
 * No menu in the sense of ARIA, which may hold nothing but its items: here words and other controls may stand among them.
 * It is drawn where it stands, so that it belongs to the same part of the page and Tab leads from the button into it.
 */
export function Disclosure(props: DisclosureProps): JSX.Element {
  const { label, button, position, widthPx, children } = props;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const target = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  /** The key that opened it, until the items are there to be reached by it. */
  const opening = useRef<string | null>(null);

  const reach = (key: string): boolean => {
    const items = [...(panel.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const next = items.length === 0 ? null : reached(key, at, items.length);
    if (next === null) return false;
    items[next]?.focus();
    return true;
  };
  useLayoutEffect(() => {
    if (!isOpen || opening.current === null) return;
    reach(opening.current);
    opening.current = null;
  });
  const close = (): void => {
    setOpen(false);
    target.current?.focus();
  };
  // Wherever the keys go to: a focus may be lost while it is open, as when the button hides on a narrow screen.
  useWindowEvent('keydown', (event) => {
    if (isOpen && event.key === 'Escape') close();
  });
  const press = (event: KeyboardEvent): void => {
    const { key } = event;
    const isAtButton = event.target === target.current;
    if (!isOpen && isAtButton && (key === 'ArrowDown' || key === 'ArrowUp')) {
      opening.current = key;
      setOpen(true);
    } else if (!isOpen || (event.target as Element).matches('input') || !reach(key)) {
      return;
    }
    event.preventDefault();
  };
  return (
    <div
      className={styles.around}
      onKeyDown={press}
      onBlur={(event) => {
        const to = event.relatedTarget;
        if (to !== null && !event.currentTarget.contains(to)) setOpen(false);
      }}
    >
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position={position}
        width={widthPx}
        shadow="md"
        withinPortal={false}
        withRoles={false}
        closeOnEscape={false}
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <UnstyledButton
            ref={target}
            className={styles.target ?? ''}
            aria-label={label}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {button}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <div
            ref={panel}
            id={id}
            onClick={(event) => {
              if ((event.target as Element).closest('[data-item]') !== null) close();
            }}
          >
            {children}
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
