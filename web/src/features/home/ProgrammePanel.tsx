import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { EstimateFigure } from '../../components/EstimateFigure';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { formatDifference } from '../../lib/format';
import { asNamedSentence, nameAsWords } from '../../lib/words';
import { home } from '../../messages/home';
import { programmeQuery } from './homeQuery';

const words = home.programme;

/** A sum over people: money stays money, shares become people. */
function total(impact: Schemas['Impact'], value: number): string {
  return impact.unit === 'share'
    ? words.people(formatDifference(value, 'number'))
    : formatDifference(value, impact.unit);
}

function Impact({ impact }: { impact: Schemas['Impact'] }): JSX.Element {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {nameAsWords(impact.metric)}
      </Text>
      {impact.total == null ? (
        <Text size="sm">{asNamedSentence(impact.withheld ?? words.none)}</Text>
      ) : (
        <Text fz={26} fw={650} className="tl-number">
          {total(impact, impact.total)}
        </Text>
      )}
    </div>
  );
}

/** The programme's number with its interval, or why it is withheld. */
export function ProgrammePanel(): JSX.Element {
  const programme = useQuery(programmeQuery);
  const body = (): JSX.Element => {
    switch (programme.status) {
      case 'pending':
        return <Skeleton h={80} role="status" aria-label={words.loading} />;
      case 'error':
        return <ProblemNote problem={programme.error} onRetry={() => void programme.refetch()} />;
      case 'success': {
        const { impacts, holdouts, cumulative_withheld } = programme.data;
        const global = holdouts.find(({ programme: of }) => of == null);
        const headline = global?.estimates[0];
        return (
          <Stack gap="md">
            {headline !== undefined && <EstimateFigure estimate={headline} />}
            {headline === undefined && cumulative_withheld != null && (
              <Text size="sm" c="dimmed">
                {asNamedSentence(cumulative_withheld)}
              </Text>
            )}
            {impacts.map((impact) => (
              <Impact key={impact.metric} impact={impact} />
            ))}
            {impacts.length === 0 && headline === undefined && <Text size="sm">{words.none}</Text>}
          </Stack>
        );
      }
    }
  };
  return (
    <Panel
      title={words.title}
      hint={words.hint}
      aside={
        <TextLink to="/programme" size="sm" fw={600}>
          {words.link}
        </TextLink>
      }
    >
      {body()}
    </Panel>
  );
}
