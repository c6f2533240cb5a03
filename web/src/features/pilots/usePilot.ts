import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { pilotQuery, type Pilot } from './pilotQuery';

/** The pilot of the page; the frame around it has already read it. */
export function usePilot(): Pilot {
  const { pilotId } = useParams({ from: '/_member/pilots/$pilotId' });
  return useSuspenseQuery(pilotQuery(pilotId)).data;
}
