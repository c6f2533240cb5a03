import { Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { lazy, Suspense, useState, type JSX } from 'react';
import type { Schemas } from '../api/client';
import { useSwitch } from '../components/useSwitch';
import { useMay } from '../lib/useMay';
import { roleWords } from '../lib/words';
import { app as messages } from '../messages/app';
import styles from './WorkspaceMenu.module.css';

const NewWorkspaceDialog = lazy(async () => ({
  default: (await import('./NewWorkspaceDialog')).NewWorkspaceDialog,
}));

const words = messages.workspaceMenu;

function Item({ workspace, onGo }: { workspace: Schemas['OwnWorkspace']; onGo: () => void }): JSX.Element {
  const { name, role, is_here, is_simulated } = workspace;
  const told = is_simulated ? words.simulatedAs(roleWords(role)) : roleWords(role);
  return (
    <Menu.Item
      onClick={is_here ? undefined : onGo}
      aria-current={is_here ? 'true' : undefined}
      data-workspace={workspace.id}
      leftSection={is_here ? <IconCheck size={16} aria-hidden /> : <span className={styles.blank} />}
    >
      {name}
      <Text size="xs" c="dimmed">
        {told}
      </Text>
    </Menu.Item>
  );
}

/** Which workspace one is in, the others one belongs to, and a way to make another. */
export function WorkspaceMenu({ session }: { session: Schemas['Session'] }): JSX.Element {
  const { isAllowed } = useMay('keep_workspaces');
  const [isAsking, setAsking] = useState(false);
  const going = useSwitch();
  const { workspace, workspaces } = session;
  if (workspaces.length < 2 && !isAllowed) {
    return (
      <Text fw={500} truncate>
        {workspace.name}
      </Text>
    );
  }
  return (
    <>
      <Menu position="bottom-start" width={280} shadow="md">
        <Menu.Target>
          <UnstyledButton
            className={styles.target ?? ''}
            aria-label={words.workspaceIs(workspace.name)}
            disabled={going.isPending}
          >
            <Group gap={4} wrap="nowrap">
              <Text span fw={500} truncate>
                {workspace.name}
              </Text>
              <IconSelector size={16} stroke={1.6} aria-hidden />
            </Group>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{words.yourWorkspaces}</Menu.Label>
          {workspaces.map((own) => (
            <Item key={own.id} workspace={own} onGo={() => going.mutate(own.id)} />
          ))}
          {isAllowed && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAsking(true)}>
                {words.newWorkspace}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isAsking && (
        <Suspense>
          <NewWorkspaceDialog
            onClose={() => setAsking(false)}
            onMade={(id) => {
              setAsking(false);
              going.mutate(id);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
