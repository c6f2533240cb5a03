import { Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { AddressLink } from '../../components/AddressLink';
import { Moment } from '../../components/Moment';
import { Panel } from '../../components/Panel';
import { asSentence, titleAsWords } from '../../lib/words';
import { home as words } from '../../messages/home';
import { placeOf } from './order';

type Waiting = Schemas['WaitingTask'];

function Item({ waiting }: { waiting: Waiting }): JSX.Element {
  const { task, name, n, detail, since, may, is_own, who_may } = waiting;
  const title = words.waiting.tasks[task](name == null ? '' : titleAsWords(name), n);
  return (
    <li data-task={task}>
      <Group gap="xs" align="baseline">
        <AddressLink href={placeOf(waiting)} fw={600}>
          {title}
        </AddressLink>
        {since != null && (
          <Text span size="sm" c="dimmed">
            {words.waiting.since(<Moment at={since} precision="day" />)}
          </Text>
        )}
      </Group>
      {detail != null && (
        <Text size="sm" c="dimmed">
          {asSentence(detail)}
        </Text>
      )}
      {may && is_own && task === 'approve' && (
        <Text size="sm" c="dimmed">
          {words.waiting.own}
        </Text>
      )}
      {!may && (
        <Text size="sm" c="dimmed">
          {words.waiting.whoMay(who_may)}
        </Text>
      )}
    </li>
  );
}

function Items({ items }: { items: Waiting[] }): JSX.Element {
  return (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
      {items.map((waiting) => (
        <Item key={`${waiting.task} ${waiting.subject}`} waiting={waiting} />
      ))}
    </Stack>
  );
}

/** What waits for the member, and under it what waits for others. */
export function WaitingPanel({ mine, others }: { mine: Waiting[]; others: Waiting[] }): JSX.Element {
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <Panel title={words.waiting.title}>
      {mine.length === 0 ? <Text c="dimmed">{words.waiting.none}</Text> : <Items items={mine} />}
      {others.length > 0 && (
        <>
          <UnstyledButton onClick={toggle} aria-expanded={isOpen} mt="md" mb="xs">
            <Group gap={4}>
              {isOpen ? (
                <IconChevronDown size={14} aria-hidden />
              ) : (
                <IconChevronRight size={14} aria-hidden />
              )}
              <Text size="sm" c="dimmed">
                {words.waiting.others(others.length)}
              </Text>
            </Group>
          </UnstyledButton>
          <Collapse expanded={isOpen}>
            <Items items={others} />
          </Collapse>
        </>
      )}
    </Panel>
  );
}
