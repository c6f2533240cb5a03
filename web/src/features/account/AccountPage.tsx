import { Stack } from '@mantine/core';
import type { JSX } from 'react';
import { PageHeader } from '../../components/PageHeader';
import { NamePanel } from './NamePanel';
import { PasswordPanel } from './PasswordPanel';
import { SessionsPanel } from './SessionsPanel';

/** The member's own account. */
export function AccountPage(): JSX.Element {
  return (
    <Stack gap="lg" data-page="account">
      <PageHeader title="Your account" lede="Your name, your password, and where you are signed in." />
      <NamePanel />
      <PasswordPanel />
      <SessionsPanel />
    </Stack>
  );
}
