import { Badge, Text } from '@mantine/core';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { TextLink } from '../../components/TextLink';
import { formatRatio } from '../../lib/format';
import { asSentence } from '../../lib/words';
import { data as messages } from '../../messages/data';
import { ReadAgain } from './ReadAgain';
import styles from './SourceList.module.css';
import type { Source } from './sourcesQuery';

function FreshBadge({ source }: { source: Source }): JSX.Element | null {
  switch (source.freshness) {
    case 'never':
      return (
        <Badge variant="light" color="gray">
          {messages.sourceList.nothingCameYet}
        </Badge>
      );
    case 'late':
      return (
        <Badge variant="light" color="amber">
          {messages.sourceList.late}
        </Badge>
      );
    case 'fresh':
      return (
        <Badge variant="outline" color="spruce">
          {messages.sourceList.fresh}
        </Badge>
      );
  }
}

function Last({ source }: { source: Source }): JSX.Element {
  const { last_import: last } = source;
  if (last === null) {
    return (
      <Text size="sm" c="dimmed">
        {source.has_key
          ? messages.sourceList.postsEventsWithWriteKey
          : messages.sourceList.noFileWasImportedYet}
      </Text>
    );
  }
  const share = last.n_rows === 0 ? 0 : last.n_quarantined / last.n_rows;
  return (
    <>
      <Text size="sm">
        {last.file}, <Moment at={last.at} />
        {last.by !== null && <> {messages.sourceList.by(last.by)}</>}
      </Text>
      <Text size="sm" c="dimmed">
        {messages.sourceList.nRows(last.n_rows)}
        {share > 0 && <>{messages.sourceList.setAside(formatRatio(share))}</>}
        {source.usual_gap_days !== null && messages.sourceList.usuallyEvery(source.usual_gap_days)}
      </Text>
    </>
  );
}

/** Where data come from: what came last, whether it is late, what of it waits in quarantine. */
export function SourceList({ sources }: { sources: Source[] }): JSX.Element {
  return (
    <ul className={styles.list} aria-label={messages.sourceList.sources}>
      {sources.map((source) => (
        <li key={source.source} className={styles.row} data-source={source.source}>
          <div>
            <Text fw={600}>{source.title}</Text>
            <Text size="sm" c="dimmed">
              {[source.title === source.source ? null : source.source, source.holds.join(', ')]
                .filter((word) => word !== null && word !== '')
                .join(': ')}
            </Text>
          </div>
          <div>
            <Last source={source} />
            {source.errors.map((error) => (
              <Text key={error} size="sm" c="var(--tl-bad)">
                {asSentence(error)}
              </Text>
            ))}
          </div>
          <div className={styles.state}>
            <FreshBadge source={source} />
            {source.n_waiting > 0 && (
              <TextLink size="sm" to="/quarantine" search={{ source: source.source }}>
                {messages.sourceList.inQuarantine(source.n_waiting)}
              </TextLink>
            )}
            <ReadAgain source={source} />
          </div>
        </li>
      ))}
    </ul>
  );
}
