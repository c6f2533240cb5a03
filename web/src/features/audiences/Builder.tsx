import { Alert, Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Panel } from '../../components/Panel';
import { formatCount } from '../../lib/count';
import { asSentence } from '../../lib/words';
import { audiences as messages } from '../../messages/audiences';
import {
  add,
  readAudience,
  remove,
  setKey,
  setKeys,
  setMode,
  toggleNot,
  wrap,
  type AudienceText,
} from './audienceText';
import styles from './Builder.module.css';
import { CountPanel } from './CountPanel';
import type { Preview } from './previewQuery';
import { ReachPanel } from './ReachPanel';
import { SamplePanel } from './SamplePanel';
import { Sentences, type Edits } from './Sentences';
import { wordsOf } from './templates';
import type { KeptText } from './useKeptText';
import { eventsQuery } from '../../lib/vocabularyQuery';
import { YamlPane } from './YamlPane';

const NOTHING: AudienceText = { name: '', description: '', who: null };

export interface BuilderProps {
  kept: KeptText;
  preview: UseQueryResult<Preview>;
  /** The text that `preview` is of. */
  counted: string;
  isReadOnly: boolean;
  /** A name that is applied is changed on the page of definitions, with what depends on it. */
  isNameFixed: boolean;
}

/** The audience in sentences and as YAML, always in step, and who is in it. */
export function Builder({ kept, preview, counted, isReadOnly, isNameFixed }: BuilderProps): JSX.Element {
  const { text, change } = kept;
  const read = readAudience(text);
  const isRead = !('error' in read);
  // While the YAML cannot be read the sentences stand as they last were.
  const [shown, setShown] = useState<AudienceText>(isRead ? read : NOTHING);
  if (isRead && JSON.stringify(read) !== JSON.stringify(shown)) setShown(read);
  const events = useQuery(eventsQuery);
  const { bought } = wordsOf(events.data?.items ?? []);
  const isDisabled = isReadOnly || !isRead;
  const edits: Edits = {
    isDisabled,
    begin: {
      behaviour: { behaviour: { event: bought, at_least: 1, within_days: 365 } },
      trait: { trait: { name: 'city', exists: true } },
      consent: { consent: { purpose: 'marketing', channel: 'email' } },
    },
    onKeys: (leaf, keys) => change(setKeys(text, leaf.at, keys)),
    onNot: (condition) => change(toggleNot(text, condition)),
    onMode: (group, mode) => change(setMode(text, group, mode)),
    onAdd: (group, condition) => change(add(text, group, condition)),
    onWrap: (condition, mode) => change(wrap(text, condition.path, mode)),
    onRemove: (condition) => change(remove(text, condition.path)),
  };
  const problems = [...(preview.data?.problems ?? []), ...(preview.data?.warnings ?? [])];
  const isUsable = preview.data?.count != null;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="lg">
          <Panel
            title={messages.builder.whoIsInIt}
            aside={
              kept.undo !== null && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconArrowBackUp size={14} aria-hidden />}
                  onClick={kept.undo}
                >
                  {messages.builder.undo}
                </Button>
              )
            }
          >
            {!isRead && (
              <Alert color="amber" variant="light" mb="md" title={messages.builder.yamlCannotBeReadYet}>
                {messages.builder.sentencesStandAsTheyWere(
                  read.line !== null && messages.builder.line(read.line),
                  asSentence(read.error),
                )}
              </Alert>
            )}
            <Sentences who={shown.who} edits={edits} />
            {preview.data?.count != null && (
              // On a narrow screen the panel with the count is far below.
              <Text hiddenFrom="md" fw={650} mt="md" className="tl-number" aria-hidden>
                {messages.builder.of(formatCount(preview.data.count), preview.data.people)}
              </Text>
            )}
          </Panel>
          <Panel title={messages.builder.nameAndDefinition}>
            <Stack gap="sm">
              <Group grow align="flex-start">
                <TextInput
                  label={messages.builder.name}
                  description={
                    isNameFixed
                      ? messages.builder.renamedUnderDefinitions
                      : messages.builder.smallLettersDigitsHyphens
                  }
                  value={shown.name}
                  disabled={isDisabled || isNameFixed}
                  onChange={(event) => change(setKey(text, ['name'], event.currentTarget.value))}
                />
                <TextInput
                  label={messages.builder.whatItIsFor}
                  description={messages.builder.whatItIsForDescription}
                  value={shown.description}
                  disabled={isDisabled}
                  onChange={(event) => change(setKey(text, ['description'], event.currentTarget.value))}
                />
              </Group>
              <YamlPane text={text} problems={problems} isReadOnly={isReadOnly} onChange={change} />
            </Stack>
          </Panel>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="lg" className={styles.beside ?? ''}>
          <CountPanel preview={preview} />
          <ReachPanel text={counted} isUsable={isUsable} />
          <SamplePanel sample={preview.data?.sample ?? []} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
