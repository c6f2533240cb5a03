import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ListSkeleton } from '../../components/ListSkeleton';
import { Moment } from '../../components/Moment';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { definitions as messages } from '../../messages/definitions';
import styles from './DefinitionsPage.module.css';
import { definitionsQuery, type DefinitionSummary } from '../../lib/definitionsQuery';
import { kinds, type Kind } from './kinds';
import { NewDialog } from './NewDialog';
import { StateBadge } from './StateBadge';

function Row({ found }: { found: DefinitionSummary }): JSX.Element {
  const nErrors = found.state === 'applied' ? found.errors.length : found.draft_errors.length;
  return (
    <li className={styles.row} data-definition={`${found.kind}/${found.name}`}>
      <div className={styles.what}>
        <TextLink to="/definitions/$kind/$name" params={{ kind: found.kind, name: found.name }} fw={600}>
          {found.name}
        </TextLink>
        {found.title !== '' && (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {found.title}
          </Text>
        )}
        {found.state !== 'draft' && found.errors[0] !== undefined && (
          <Text size="sm" c="var(--tl-bad)">
            {messages.definitionsPage.itCannotBeUsed(asSentence(found.errors[0]))}
          </Text>
        )}
        {nErrors > 0 && found.state !== 'applied' && (
          <Text size="sm" c="var(--tl-warn)">
            {messages.definitionsPage.draftHas(nErrors)}
          </Text>
        )}
        {found.is_unused && (
          <Text size="sm" c="dimmed">
            {messages.definitionsPage.noPilotUsesIt}
          </Text>
        )}
      </div>
      <div>
        <StateBadge state={found.state} />
      </div>
      <Text size="sm" c="dimmed">
        {found.by}, <Moment at={found.at} precision="day" />
      </Text>
    </li>
  );
}

function OfKind({
  kind,
  found,
  onNew,
}: {
  kind: Kind;
  found: DefinitionSummary[];
  onNew: () => void;
}): JSX.Element {
  const { isAllowed } = useMay('make');
  const canMake = isAllowed && (kind.single === null || found.length === 0);
  return (
    <Panel
      title={kind.many}
      hint={kind.hint}
      anchor={kind.kind}
      aside={
        canMake && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={messages.definitionsPage.newOf(kind.one)}
            onClick={onNew}
          >
            {messages.definitionsPage.new}
          </Button>
        )
      }
    >
      {found.length === 0 ? (
        <Text size="sm" c="dimmed">
          {messages.definitionsPage.nothingYet}
        </Text>
      ) : (
        <ul className={styles.list} aria-label={kind.many}>
          {found.map((one) => (
            <Row key={one.name} found={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function List(): JSX.Element {
  const all = useQuery(definitionsQuery);
  const { new: asked } = useSearch({ from: '/_member/definitions' });
  const { isAllowed } = useMay('make');
  const navigate = useNavigate();
  const made = isAllowed ? kinds.find(({ kind }) => kind === asked) : undefined;
  const ask = (kind: Kind | undefined): void => {
    const search = kind === undefined ? {} : { new: kind.kind };
    void navigate({ to: '/definitions', search, replace: true, resetScroll: false });
  };
  switch (all.status) {
    case 'pending':
      return <ListSkeleton noun={messages.definitionsPage.noun} rowHeightPx={72} />;
    case 'error':
      return <ProblemNote problem={all.error} onRetry={() => void all.refetch()} />;
    case 'success':
      return (
        <Stack gap="lg">
          {all.data.items.length === 0 && (
            <Alert variant="light" title={messages.definitionsPage.nothingIsDefinedYet}>
              {messages.definitionsPage.beginWithWorkspaceSettingsThen}
            </Alert>
          )}
          {kinds.map((kind) => (
            <OfKind
              key={kind.kind}
              kind={kind}
              found={all.data.items.filter((found) => found.kind === kind.kind)}
              onNew={() => ask(kind)}
            />
          ))}
          {made !== undefined && (
            <NewDialog kind={made} known={all.data.items} onClose={() => ask(undefined)} />
          )}
        </Stack>
      );
  }
}

/** Everything that is defined: what it is, where it stands, who changed it last. */
export function DefinitionsPage(): JSX.Element {
  return (
    <Stack gap="md" data-page="definitions">
      <PageHeader title={messages.definitionsPage.title} lede={messages.definitionsPage.lede} />
      <WhyNot act="make" />
      <List />
    </Stack>
  );
}
