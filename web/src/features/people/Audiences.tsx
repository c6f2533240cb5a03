import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { BrokenNote } from '../../components/BrokenNote';
import { nameAsWords } from '../../lib/words';
import { people as messages } from '../../messages/people';

type Membership = Schemas['AudienceMembership'];

function Reason({ reason }: { reason: Schemas['MembershipReason'] }): JSX.Element {
  const { is_met, text } = reason;
  return (
    <Group component="li" gap={8} wrap="nowrap" align="flex-start" data-met={is_met}>
      <ThemeIcon
        size={18}
        mt={2}
        radius="xl"
        color={is_met ? 'var(--tl-good-ground)' : 'var(--tl-bad-ground)'}
        c={is_met ? 'var(--tl-good)' : 'var(--tl-bad)'}
      >
        {is_met ? <IconCheck size={12} stroke={3} aria-hidden /> : <IconX size={12} stroke={3} aria-hidden />}
      </ThemeIcon>
      <Text size="sm">
        <span className="tl-unseen">{is_met ? messages.audiences.met : messages.audiences.notMet}</span>
        {text}
      </Text>
    </Group>
  );
}

function Audience({ membership }: { membership: Membership }): JSX.Element {
  const { name, is_member, reasons, error } = membership;
  if (error != null) {
    return (
      <div>
        <Text fw={600} mb={6}>
          {nameAsWords(name)}
        </Text>
        <BrokenNote why={error} />
      </div>
    );
  }
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text fw={600}>{nameAsWords(name)}</Text>
        <Text size="sm" fw={600} c={is_member ? 'var(--tl-good)' : 'dimmed'}>
          {is_member ? messages.audiences.inTheAudience : messages.audiences.notInTheAudience}
        </Text>
      </Group>
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {reasons.map((reason) => (
          <Reason key={reason.text} reason={reason} />
        ))}
      </Stack>
    </div>
  );
}

/** Every audience with the conditions that this person meets and does not meet. */
export function Audiences({ audiences }: { audiences: Membership[] }): JSX.Element {
  if (audiences.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {messages.audiences.noAudienceIsDefinedYet}
      </Text>
    );
  }
  return (
    <Stack gap="lg">
      {audiences.map((membership) => (
        <Audience key={membership.name} membership={membership} />
      ))}
    </Stack>
  );
}
