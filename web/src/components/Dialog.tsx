import { Modal, Text, type ModalProps } from '@mantine/core';
import type { JSX } from 'react';
import { components as messages } from '../messages/components';
import { useFocusBack } from './useFocusBack';

export interface DialogProps extends Omit<ModalProps, 'title' | 'opened'> {
  title: string;
  isOpen: boolean;
}

/** A dialog with a name, and a way out that has one, too. */
export function Dialog({ title, isOpen, children, ...rest }: DialogProps): JSX.Element {
  useFocusBack(isOpen);
  return (
    <Modal
      {...rest}
      opened={isOpen}
      title={
        <Text span fw={650}>
          {title}
        </Text>
      }
      closeButtonProps={{ 'aria-label': messages.dialog.close }}
      // Its head is an HTML header, which outside of a page's sections would count as a second page banner.
      attributes={{ header: { role: 'presentation' } }}
    >
      {children}
    </Modal>
  );
}
