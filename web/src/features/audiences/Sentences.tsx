import { ActionIcon, Alert, Button, Group as Row, Menu, SegmentedControl, Text } from '@mantine/core';
import { IconDotsVertical, IconPlus } from '@tabler/icons-react';
import type { JSX } from 'react';
import { audiences as messages } from '../../messages/audiences';
import type { Condition, Group, Leaf, Written } from './audienceText';
import { BehaviourSentence } from './BehaviourSentence';
import styles from './Builder.module.css';
import { ConsentSentence } from './ConsentSentence';
import { TraitSentence } from './TraitSentence';

/** What can be done to a text through its sentences. */
export interface Edits {
  isDisabled: boolean;
  /** What new conditions begin with. */
  begin: { behaviour: Written; trait: Written; consent: Written };
  onKeys: (leaf: Leaf, keys: Record<string, unknown>) => void;
  onNot: (condition: Condition) => void;
  onMode: (group: Group, mode: 'all' | 'any') => void;
  onAdd: (group: Group | null, condition: Written) => void;
  onWrap: (condition: Condition, mode: 'all' | 'any') => void;
  onRemove: (condition: Condition) => void;
}

const NEW: { key: keyof Edits['begin']; label: string }[] = [
  { key: 'behaviour', label: messages.sentences.whatTheyDid },
  { key: 'trait', label: messages.sentences.whoTheyAre },
  { key: 'consent', label: messages.sentences.whatTheyAgreedTo },
];

/** Adds a condition of one of the kinds, or a group of them. */
export function AddCondition({ group, edits }: { group: Group | null; edits: Edits }): JSX.Element {
  const other = group?.mode === 'any' ? 'all' : 'any';
  return (
    <Menu position="bottom-start" shadow="md" disabled={edits.isDisabled}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="light"
          w="fit-content"
          disabled={edits.isDisabled}
          leftSection={<IconPlus size={14} aria-hidden />}
        >
          {messages.sentences.addACondition}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {NEW.map(({ key, label }) => (
          <Menu.Item key={key} onClick={() => edits.onAdd(group, edits.begin[key])}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => edits.onAdd(group, { [other]: [edits.begin.trait] })}>
          {other === 'any'
            ? messages.sentences.groupWhichOneMustHold
            : messages.sentences.groupWhichAllMustHold}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PartMenu({ part, edits, nth }: { part: Condition; edits: Edits; nth: string }): JSX.Element {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={messages.sentences.moreForCondition(nth)}
          disabled={edits.isDisabled}
        >
          <IconDotsVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => edits.onNot(part)}>
          {part.isNegated ? messages.sentences.mustHold : messages.sentences.mustNotHold}
        </Menu.Item>
        <Menu.Item onClick={() => edits.onWrap(part, 'any')}>
          {messages.sentences.offerAnotherWayMeet}
        </Menu.Item>
        <Menu.Item color="brick" onClick={() => edits.onRemove(part)}>
          {messages.sentences.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Part({
  part,
  edits,
  nth,
  depth,
}: {
  part: Condition;
  edits: Edits;
  nth: string;
  depth: number;
}): JSX.Element {
  if (part.kind === 'group') {
    return (
      <div className={styles.part} data-negated={part.isNegated}>
        <div>
          {part.isNegated && (
            <Text size="sm" fw={600} mb={6}>
              {messages.sentences.notSoThat}
            </Text>
          )}
          <Conditions group={part} edits={edits} depth={depth} nth={nth} />
        </div>
        <PartMenu part={part} edits={edits} nth={nth} />
      </div>
    );
  }
  if (part.kind === 'unknown') {
    return (
      <Alert color="amber" variant="light" title={messages.sentences.writtenInYaml}>
        {messages.sentences.sentencesHaveNoWordsFor(<code>{part.text.slice(0, 120)}</code>)}
      </Alert>
    );
  }
  const props = {
    leaf: part,
    isDisabled: edits.isDisabled,
    onKeys: (keys: Record<string, unknown>) => edits.onKeys(part, keys),
  };
  return (
    <div
      className={styles.part}
      data-negated={part.isNegated}
      role="group"
      aria-label={messages.sentences.condition(nth)}
    >
      {part.kind === 'behaviour' && <BehaviourSentence {...props} />}
      {part.kind === 'trait' && <TraitSentence {...props} />}
      {part.kind === 'consent' && <ConsentSentence {...props} />}
      <PartMenu part={part} edits={edits} nth={nth} />
    </div>
  );
}

function Conditions(props: { group: Group; edits: Edits; depth: number; nth: string }): JSX.Element {
  const { group, edits, depth, nth } = props;
  const joint = group.mode === 'all' ? messages.sentences.and : messages.sentences.or;
  return (
    <div className={styles.group} data-depth={depth}>
      {group.parts.length > 1 && (
        <Row gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={messages.sentences.howTheConditionsAreJoined(nth)}
            value={group.mode}
            disabled={edits.isDisabled}
            onChange={(mode) => edits.onMode(group, mode)}
            data={[
              { value: 'all', label: messages.sentences.allOfThese },
              { value: 'any', label: messages.sentences.oneOfThese },
            ]}
          />
        </Row>
      )}
      {group.parts.map((part, at) => {
        const name = nth === '' ? String(at + 1) : `${nth}.${at + 1}`;
        return (
          // A condition has no name of its own: its place is what it is known by.
          <div key={part.path.join('.')}>
            {at > 0 && <div className={styles.joint}>{joint}</div>}
            <Part part={part} edits={edits} nth={name} depth={depth + 1} />
          </div>
        );
      })}
      <AddCondition group={group} edits={edits} />
    </div>
  );
}

/** The audience in sentences, each of which can be changed. */
export function Sentences({ who, edits }: { who: Condition | null; edits: Edits }): JSX.Element {
  return (
    <div>
      <Text fw={600} mb="xs">
        {messages.sentences.peopleWho}
      </Text>
      {who === null && <AddCondition group={null} edits={edits} />}
      {who !== null && who.kind === 'group' && !who.isNegated && (
        <Conditions group={who} edits={edits} depth={0} nth="" />
      )}
      {who !== null && (who.kind !== 'group' || who.isNegated) && (
        <div className={styles.group} data-depth={0}>
          <Part part={who} edits={edits} nth="1" depth={1} />
          <AddCondition group={null} edits={edits} />
        </div>
      )}
    </div>
  );
}
