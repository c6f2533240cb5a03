import type { JSX, ReactNode } from 'react';
import { TextLink } from './TextLink';

export interface AddressLinkProps {
  /** Path within the page, with what may stand behind it: `?new=voice`, `#anchor`. */
  href: string;
  size?: string;
  fw?: number;
  children: ReactNode;
}

/** A link to an address that is made up when the page runs. */
export function AddressLink({ href, children, ...look }: AddressLinkProps): JSX.Element {
  const [address = '/', hash] = href.split('#');
  const [path = '/', asked] = address.split('?');
  const search = asked === undefined ? {} : { search: Object.fromEntries(new URLSearchParams(asked)) };
  return (
    <TextLink to={path} {...search} {...(hash === undefined ? {} : { hash })} {...look}>
      {children}
    </TextLink>
  );
}
