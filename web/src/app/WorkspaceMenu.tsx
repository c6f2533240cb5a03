import { Divider, Group, Text } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { lazy, Suspense, useId, useState, type JSX } from 'react';
import type { Schemas } from '../api/client';
import { Disclosure } from '../components/Disclosure';
import { DisclosureItem } from '../components/DisclosureItem';
import { useSwitch } from '../components/useSwitch';
import { useMay } from '../lib/useMay';
import { roleWords } from '../lib/words';
import { app as messages } from '../messages/app';
import styles from './WorkspaceMenu.module.css';

const NewWorkspaceDialog = lazy(async () => ({
  default: (await import('./NewWorkspaceDialog')).NewWorkspaceDialog,
}));

const words = messages.workspaceMenu;
const WIDTH_PX = 280;

interface OwnProps {
  workspace: Schemas['OwnWorkspace'];
  onGo: () => void;
}

function Own({ workspace, onGo }: OwnProps): JSX.Element {
  const { id, name, role, is_here, is_simulated } = workspace;
  return (
    <li data-workspace={id}>
      <DisclosureItem
        isCurrent={is_here}
        icon={is_here && <IconCheck size={16} />}
        onChoose={() => {
          if (!is_here) onGo();
        }}
      >
        {name}{' '}
        <Text span display="block" size="xs" c="dimmed">
          {is_simulated ? words.simulatedAs(roleWords(role)) : roleWords(role)}
        </Text>
      </DisclosureItem>
    </li>
  );
}

export interface WorkspaceMenuProps {
  session: Schemas['Session'];
  /** The member is about to be in another workspace. */
  onLeave?: () => void;
}

/** Which workspace one is in, the others one belongs to, and a way to make another. */
export function WorkspaceMenu({ session, onLeave }: WorkspaceMenuProps): JSX.Element {
  const { isAllowed } = useMay('keep_workspaces');
  const [isAsking, setAsking] = useState(false);
  const label = useId();
  const going = useSwitch();
  const go = (id: string): void => {
    if (going.isPending) return;
    onLeave?.();
    going.mutate(id);
  };
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
      <Disclosure
        label={words.workspaceIs(workspace.name)}
        position="bottom-start"
        widthPx={WIDTH_PX}
        button={
          <Group gap={4} wrap="nowrap" className={styles.target ?? ''}>
            <Text span fw={500} truncate>
              {workspace.name}
            </Text>
            <IconSelector className={styles.sign} size={16} stroke={1.6} aria-hidden />
          </Group>
        }
      >
        <Text id={label} size="xs" c="dimmed" fw={600} px="xs" py={4}>
          {words.yourWorkspaces}
        </Text>
        <ul className={styles.list} aria-labelledby={label}>
          {workspaces.map((own) => (
            <Own key={own.id} workspace={own} onGo={() => go(own.id)} />
          ))}
        </ul>
        {isAllowed && (
          <>
            <Divider my={4} />
            <DisclosureItem icon={<IconPlus size={16} />} onChoose={() => setAsking(true)}>
              {words.newWorkspace}
            </DisclosureItem>
          </>
        )}
      </Disclosure>
      {isAsking && (
        <Suspense>
          <NewWorkspaceDialog
            onClose={() => setAsking(false)}
            onMade={(id) => {
              setAsking(false);
              go(id);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
