import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ListBar } from '../../components/ListBar';
import { ListSkeleton } from '../../components/ListSkeleton';
import { Moment } from '../../components/Moment';
import { NothingFits } from '../../components/NothingFits';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { WhyNot } from '../../components/WhyNot';
import { isFound, onlyOf, ordered, type ListSearch } from '../../lib/listing';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { definitions as messages } from '../../messages/definitions';
import styles from './DefinitionsPage.module.css';
import { definitionsQuery, type DefinitionSummary } from '../../lib/definitionsQuery';
import { kinds, type Kind } from './kinds';
import { NewDialog } from './NewDialog';
import { StateBadge } from './StateBadge';

function hasErrors(found: DefinitionSummary): boolean {
  return found.errors.length + found.draft_errors.length > 0;
}

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
  hasAny,
  onNew,
}: {
  kind: Kind;
  found: DefinitionSummary[];
  /** Whether there is one, fitting or not. */
  hasAny: boolean;
  onNew: () => void;
}): JSX.Element {
  const { isAllowed } = useMay('make');
  const canMake = isAllowed && (kind.single === null || !hasAny);
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

const ORDERS = {
  name: ({ name }: DefinitionSummary) => name,
  changed: ({ at }: DefinitionSummary) => Date.parse(at),
};

/** Below so many nobody looks for one. */
const N_WORTH_A_BAR = 2;

/** Everything of every kind, narrowed; a kind of which nothing fits stands only while nothing is narrowed. */
function Kinds({ items, onNew }: { items: DefinitionSummary[]; onNew: (kind: Kind) => void }): JSX.Element {
  const search = useSearch({ from: '/_member/definitions' });
  const navigate = useNavigate({ from: '/definitions' });
  const go = (next: ListSearch, isReplacing: boolean): void =>
    void navigate({ search: next, replace: isReplacing, resetScroll: false });
  const { q, kind: ofKind, state, sort } = search;
  const isNarrowed = [q, ofKind, state].some((said) => said !== undefined);
  const fitting = items.filter(
    (found) =>
      isFound(q, found.name, found.title, found.by) &&
      (ofKind === undefined || found.kind === ofKind) &&
      (state === undefined ||
        (state === 'unused'
          ? found.is_unused
          : state === 'broken'
            ? hasErrors(found)
            : found.state === state)),
  );
  return (
    <>
      {(items.length >= N_WORTH_A_BAR || isNarrowed) && (
        <ListBar
          name="definitions"
          search={search}
          find={messages.definitionsPage.find}
          filters={[
            {
              key: 'kind',
              label: messages.definitionsPage.ofKind,
              any: messages.definitionsPage.anyKind,
              options: kinds.map(({ kind, many }) => ({ value: kind, label: many })),
            },
            {
              key: 'state',
              label: messages.definitionsPage.state,
              any: messages.definitionsPage.anyState,
              options: [
                { value: 'applied', label: messages.stateBadge.applied },
                { value: 'changed', label: messages.stateBadge.draftOnTop },
                { value: 'draft', label: messages.stateBadge.draft },
                { value: 'broken', label: messages.definitionsPage.broken },
                { value: 'unused', label: messages.definitionsPage.unused },
              ],
            },
          ]}
          usualSort={messages.definitionsPage.byName}
          sorts={[{ value: '-changed', label: messages.definitionsPage.lastChanged }]}
          onChange={go}
        />
      )}
      {isNarrowed && fitting.length === 0 && (
        <NothingFits onShowAll={() => go(onlyOf(search, ['sort']), false)} />
      )}
      {kinds.map((kind) => {
        const found = fitting.filter((one) => one.kind === kind.kind);
        if (isNarrowed && found.length === 0) return null;
        return (
          <OfKind
            key={kind.kind}
            kind={kind}
            found={ordered(found, sort, ORDERS)}
            hasAny={items.some((one) => one.kind === kind.kind)}
            onNew={() => onNew(kind)}
          />
        );
      })}
    </>
  );
}

function List(): JSX.Element {
  const all = useQuery(definitionsQuery);
  const { new: asked, ...narrowed } = useSearch({ from: '/_member/definitions' });
  const { isAllowed } = useMay('make');
  const navigate = useNavigate();
  const made = isAllowed ? kinds.find(({ kind }) => kind === asked) : undefined;
  const ask = (kind: Kind | undefined): void => {
    const search = { ...narrowed, ...(kind === undefined ? {} : { new: kind.kind }) };
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
          <Kinds items={all.data.items} onNew={ask} />
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
