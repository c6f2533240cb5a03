import { Button, Group, Text } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { components as messages } from '../messages/components';
import { Dialog } from './Dialog';

export interface AskDialogProps {
  title: string;
  /** What will be gone, and what will not. */
  children: ReactNode;
  /** What the button that does it says. */
  act: string;
  isBusy: boolean;
  onAct: () => void;
  onClose: () => void;
}

/** Asks before something is done that cannot be taken back, and says what will be gone. */
export function AskDialog({ title, children, act, isBusy, onAct, onClose }: AskDialogProps): JSX.Element {
  return (
    <Dialog isOpen onClose={onClose} title={title} centered>
      <Text size="sm">{children}</Text>
      <Group justify="flex-end" mt="lg">
        {/* Enter, pressed once too often, does nothing. */}
        <Button variant="default" onClick={onClose} data-autofocus>
          {messages.askDialog.cancel}
        </Button>
        <Button color="brick" loading={isBusy} onClick={onAct}>
          {act}
        </Button>
      </Group>
    </Dialog>
  );
}
