import { Stack, Text } from '@mantine/core';
import { IconLink, IconShieldX } from '@tabler/icons-react';
import type { JSX } from 'react';
import { formatRatio } from '../../lib/format';
import { isSeenOnly, recordName } from '../../lib/recordName';
import { nameAsWords } from '../../lib/words';
import { people as messages } from '../../messages/people';
import styles from './JoinReasons.module.css';
import type { Person } from './personQuery';
import { ShowWhy } from './ShowWhy';

function RecordName({ id }: { id: string }): JSX.Element {
  return isSeenOnly(id) ? <>{recordName(id)}</> : <code>{id}</code>;
}

function Pair({ left, right }: { left: string; right: string }): JSX.Element {
  return (
    <span className={styles.pair}>
      <RecordName id={left} /> <span aria-hidden>↔</span>
      <span className="tl-unseen"> {messages.joinReasons.and} </span> <RecordName id={right} />
    </span>
  );
}

/** Why records were joined, and which merges were blocked. */
export function JoinReasons({ person }: { person: Person }): JSX.Element {
  const { links, vetoes } = person;
  return (
    <Stack gap="md">
      {links.length === 0 && (
        <Text size="sm" c="dimmed">
          {person.records.length === 1
            ? messages.joinReasons.onlyOneRecordSpeaksThis
            : messages.joinReasons.noReasonOnRecordFor}
        </Text>
      )}
      {links.length > 0 && (
        <ul className={styles.list} aria-label={messages.joinReasons.links}>
          {links.map((link) => (
            <li key={`${link.left} ${link.right} ${link.rule}`} className={styles.item}>
              <IconLink size={18} stroke={1.8} className={styles.link} aria-hidden />
              <div>
                <span className={styles.reason}>
                  {link.reason}
                  {link.score != null && (
                    <Text span size="sm" c="dimmed">
                      {' '}
                      {messages.joinReasons.alike(formatRatio(link.score, 0))}
                    </Text>
                  )}
                </span>
                <span className={styles.small}>
                  {nameAsWords(link.rule)}: <Pair left={link.left} right={link.right} />
                </span>
                <ShowWhy left={link.left} right={link.right} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {vetoes.length > 0 && (
        <div>
          <Text size="sm" fw={600} mb={4}>
            {messages.joinReasons.keptApart}
          </Text>
          <ul className={styles.list} aria-label={messages.joinReasons.keptApart}>
            {vetoes.map((veto) => (
              <li key={`${veto.left} ${veto.right} ${veto.reason}`} className={styles.item}>
                <IconShieldX size={18} stroke={1.8} className={styles.veto} aria-hidden />
                <div>
                  <span className={styles.reason}>{veto.reason}</span>
                  <span className={styles.small}>
                    <Pair left={veto.left} right={veto.right} />
                  </span>
                  <ShowWhy left={veto.left} right={veto.right} />
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}
