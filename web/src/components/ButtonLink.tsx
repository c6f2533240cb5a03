import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, JSX, Ref } from 'react';

interface StyledButtonProps
  extends ButtonProps, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> {
  ref?: Ref<HTMLAnchorElement>;
}

function StyledButton(props: StyledButtonProps): JSX.Element {
  return <Button component="a" {...props} />;
}

/** A link that looks like a button, with typed addresses. */
export const ButtonLink = createLink(StyledButton);
