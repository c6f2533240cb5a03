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
import { formatCounted } from '../../lib/format';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import styles from './DefinitionsPage.module.css';
import { definitionsQuery, type DefinitionSummary } from './definitionsQuery';
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
            It cannot be used: {asSentence(found.errors[0])}
          </Text>
        )}
        {nErrors > 0 && found.state !== 'applied' && (
          <Text size="sm" c="var(--tl-warn)">
            The draft has {formatCounted(nErrors, 'error', 'errors')}
          </Text>
        )}
        {found.is_unused && (
          <Text size="sm" c="dimmed">
            No pilot uses it
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
            aria-label={`New: ${kind.one}`}
            onClick={onNew}
          >
            New
          </Button>
        )
      }
    >
      {found.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing yet.
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
      return <ListSkeleton noun="definitions" rowHeightPx={72} />;
    case 'error':
      return <ProblemNote problem={all.error} onRetry={() => void all.refetch()} />;
    case 'success':
      return (
        <Stack gap="lg">
          {all.data.items.length === 0 && (
            <Alert variant="light" title="Nothing is defined yet">
              Begin with the workspace settings, then with the contract of a source: what the columns of your
              file mean. Each new one begins from an example that you change.
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
      <PageHeader
        title="Definitions"
        lede="Everything this workspace works by. What you write is a draft until you apply it; every version stays, with who, when and why."
      />
      <WhyNot act="make" />
      <List />
    </Stack>
  );
}
