import { Link } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';

export interface AddressLinkProps {
  /** Path within the page, with an optional `#anchor`, as the server names it. */
  href: string;
  className?: string | undefined;
  children: ReactNode;
}

/** A link to an address that the server names. */
export function AddressLink({ href, className, children }: AddressLinkProps): JSX.Element {
  const [path = '/', hash] = href.split('#');
  return (
    <Link to={path} {...(hash === undefined ? {} : { hash })} className={className}>
      {children}
    </Link>
  );
}
