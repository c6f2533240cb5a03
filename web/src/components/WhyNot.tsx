import { Text } from '@mantine/core';
import type { JSX } from 'react';
import { useMay, type Act } from '../lib/useMay';
import { asSentence } from '../lib/words';

/** Why something cannot be done here, and whom to ask; nothing for who may. */
export function WhyNot({ act }: { act: Act }): JSX.Element | null {
  const { isAllowed, whyNot } = useMay(act);
  if (isAllowed || whyNot === null) return null;
  return (
    <Text size="sm" c="dimmed" data-why-not={act}>
      {asSentence(whyNot)}
    </Text>
  );
}
