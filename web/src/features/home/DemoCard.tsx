import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouteContext } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answer, client } from '../../api/client';
import { AddressLink } from '../../components/AddressLink';
import { showProblem } from '../../components/notices';
import { Panel } from '../../components/Panel';
import { useSwitch } from '../../components/useSwitch';
import { isOver } from '../../lib/job';
import { useMay } from '../../lib/useMay';
import { home } from '../../messages/home';
import { openJobsQuery } from './homeQuery';

const words = home.demo;

/** A way into a whole simulated world: it is opened, followed while it is made, or made. */
export function DemoCard(): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  const navigate = useNavigate();
  const may = useMay('keep_workspaces');
  const jobs = useQuery(openJobsQuery);
  const going = useSwitch();
  const making = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/jobs/demo', { body: {} })),
    onSuccess: (job) => void navigate({ to: '/activity/$jobId', params: { jobId: String(job.id) } }),
    onError: (error) => showProblem(error),
  });
  const worlds = session.workspaces.filter(({ is_simulated }) => is_simulated);
  const open = jobs.data?.items.find(({ kind, state }) => kind === 'demo' && !isOver(state));
  const way = (): JSX.Element => {
    if (open !== undefined) {
      return <AddressLink href={`/activity/${open.id}`}>{words.isBeingMade}</AddressLink>;
    }
    if (worlds.length > 0) {
      return (
        <Group>
          {worlds.map(({ id, name }) => (
            <Button key={id} variant="default" loading={going.isPending} onClick={() => going.mutate(id)}>
              {words.open(name, id)}
            </Button>
          ))}
        </Group>
      );
    }
    if (!may.isAllowed) {
      return (
        <Text size="sm" c="dimmed">
          {words.askAnAdmin}
        </Text>
      );
    }
    return (
      <Group>
        <Button
          variant="default"
          loading={making.isPending || jobs.isPending}
          onClick={() => making.mutate()}
        >
          {words.make}
        </Button>
      </Group>
    );
  };
  return (
    <Panel title={words.title} hint={words.hint}>
      <Stack gap="sm">{way()}</Stack>
    </Panel>
  );
}
