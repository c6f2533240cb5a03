import { Stack } from '@mantine/core';
import type { JSX } from 'react';
import { PageHeader } from '../../components/PageHeader';
import { account as messages } from '../../messages/account';
import { NamePanel } from './NamePanel';
import { PasswordPanel } from './PasswordPanel';
import { SessionsPanel } from './SessionsPanel';

/** The member's own account. */
export function AccountPage(): JSX.Element {
  return (
    <Stack gap="lg" data-page="account">
      <PageHeader title={messages.accountPage.title} lede={messages.accountPage.lede} />
      <NamePanel />
      <PasswordPanel />
      <SessionsPanel />
    </Stack>
  );
}
