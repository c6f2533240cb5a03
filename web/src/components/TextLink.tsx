import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, JSX, Ref } from 'react';

interface StyledAnchorProps
  extends AnchorProps, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps> {
  ref?: Ref<HTMLAnchorElement>;
}

function StyledAnchor(props: StyledAnchorProps): JSX.Element {
  return <Anchor {...props} />;
}

/** A link in the look of the house, with typed addresses. */
export const TextLink = createLink(StyledAnchor);
