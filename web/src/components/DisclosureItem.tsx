import { UnstyledButton } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import styles from './Disclosure.module.css';

export interface DisclosureItemProps {
  /** Its picture; without one its words begin where those of the others do. */
  icon?: ReactNode;
  /** Whether one is there already. */
  isCurrent?: boolean;
  onChoose?: () => void;
  /** Where it leads, if it leads somewhere. */
  to?: LinkProps['to'];
  children: ReactNode;
}

/** One of the things that a `Disclosure` lets one choose. */
export function DisclosureItem(props: DisclosureItemProps): JSX.Element {
  const { icon, isCurrent = false, onChoose, to, children } = props;
  const own = {
    className: styles.item ?? '',
    onClick: onChoose,
    'aria-current': isCurrent ? ('true' as const) : undefined,
    'data-item': true,
  };
  const shown = (
    <>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span>{children}</span>
    </>
  );
  return to === undefined ? (
    <UnstyledButton {...own}>{shown}</UnstyledButton>
  ) : (
    <Link to={to} {...own}>
      {shown}
    </Link>
  );
}
