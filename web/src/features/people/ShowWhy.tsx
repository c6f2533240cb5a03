import { Box, Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useId, type JSX } from 'react';
import { PairWaterfall } from '../../components/PairWaterfall';
import { ProblemNote } from '../../components/ProblemNote';
import { isSeenOnly } from '../../lib/recordName';
import { people as messages } from '../../messages/people';
import { recordPairQuery } from './recordPairQuery';

export interface ShowWhyProps {
  left: string;
  right: string;
}

function Why({ left, right }: ShowWhyProps): JSX.Element {
  const table = useQuery(recordPairQuery(left, right));
  switch (table.status) {
    case 'pending':
      return <Skeleton h={180} role="status" aria-label={messages.showWhy.loadingComparison} />;
    case 'error':
      return <ProblemNote problem={table.error} onRetry={() => void table.refetch()} />;
    case 'success':
      return <PairWaterfall table={table.data} />;
  }
}

/** Opens the comparison of two records; nothing when one of them has no fields to compare. */
export function ShowWhy({ left, right }: ShowWhyProps): JSX.Element | null {
  const [isOpen, { toggle }] = useDisclosure(false);
  const id = useId();
  if (isSeenOnly(left) || isSeenOnly(right)) return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        mt={4}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={
          isOpen ? messages.showWhy.hideWhyOf(left, right) : messages.showWhy.showWhyOf(left, right)
        }
        onClick={toggle}
      >
        {isOpen ? messages.showWhy.hideWhy : messages.showWhy.showWhy}
      </Button>
      <Box id={id} mt={isOpen ? 'sm' : 0} mb={isOpen ? 'sm' : 0}>
        {isOpen && <Why left={left} right={right} />}
      </Box>
    </>
  );
}
