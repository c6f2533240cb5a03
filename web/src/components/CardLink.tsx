import { Card, type CardProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, JSX, Ref } from 'react';

interface StyledCardProps extends CardProps, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof CardProps> {
  ref?: Ref<HTMLAnchorElement>;
}

function StyledCard(props: StyledCardProps): JSX.Element {
  return <Card component="a" withBorder radius="lg" padding="md" bg="var(--tl-surface)" {...props} />;
}

/** A card that leads somewhere as a whole, with typed addresses. */
export const CardLink = createLink(StyledCard);
