import type { JSX, ReactNode } from 'react';
import { TextLink } from './TextLink';

export interface AddressLinkProps {
  /** Path within the page, with an optional `#anchor`. */
  href: string;
  size?: string;
  fw?: number;
  children: ReactNode;
}

/** A link to an address that is made up when the page runs. */
export function AddressLink({ href, children, ...look }: AddressLinkProps): JSX.Element {
  const [path = '/', hash] = href.split('#');
  return (
    <TextLink to={path} {...(hash === undefined ? {} : { hash })} {...look}>
      {children}
    </TextLink>
  );
}
