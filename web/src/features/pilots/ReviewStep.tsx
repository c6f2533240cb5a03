import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMessage2 } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { WhyNot } from '../../components/WhyNot';
import { useKeptWords } from '../../lib/kept';
import { useMay } from '../../lib/useMay';
import { asSentence, nameInSentence, roleWords } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { ArmName } from './ArmName';
import styles from './LinesStep.module.css';
import type { Arm } from './pilotQuery';
import { usePilotChange } from './usePilotChange';
import { approvePilot, askForChanges, requestApproval } from './work';
import type { Review, ReviewWord } from './workQuery';

/** What each arm would be sent, word for word. */
function Messages({ review, arms }: { review: Review; arms: Arm[] }): JSX.Element {
  return (
    <Stack gap="sm">
      {review.messages.map((message) => (
        <article key={message.arm} className={styles.message}>
          <Text size="sm" fw={600}>
            <ArmName name={message.arm} arms={arms} />
          </Text>
          {message.subject == null ? (
            <Text size="sm" c="dimmed">
              {messages.reviewStep.getsNothing}
            </Text>
          ) : (
            <>
              <Text fw={600} mt={4}>
                {message.subject}
              </Text>
              {message.body != null && (
                <details>
                  <summary>{messages.reviewStep.wholeMessage}</summary>
                  <pre className={styles.body}>{message.body}</pre>
                </details>
              )}
            </>
          )}
        </article>
      ))}
    </Stack>
  );
}

/** Who did something of a review, as a sentence. */
type Said = typeof messages.reviewStep.asked;

function Word({ word, say }: { word: ReviewWord; say: Said }): JSX.Element {
  return (
    <Text size="sm">
      {say(
        <Text span fw={600}>
          {word.by}
        </Text>,
        roleWords(word.by_role),
        <Moment at={word.at} />,
        word.note,
      )}
    </Text>
  );
}

interface AnswerProps {
  pilotId: string;
  releaseHash: string;
}

/** Approves, or says what is to be changed. */
function Answer({ pilotId, releaseHash }: AnswerProps): JSX.Element {
  const [note, setNote] = useKeptWords(`review:${pilotId}`);
  const word = { release_hash: releaseHash, note };
  const done = (): void => setNote('');
  const approving = usePilotChange(pilotId, () => approvePilot(pilotId, word), done);
  const asking = usePilotChange(pilotId, () => askForChanges(pilotId, word), done);
  const isBusy = approving.isPending || asking.isPending;
  const error = approving.error ?? asking.error;
  return (
    <Stack gap="xs">
      {error !== null && <ProblemNote problem={error} />}
      <Textarea
        label={messages.reviewStep.yourNote}
        description={messages.reviewStep.yourNoteDescription}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group>
        <Button
          leftSection={<IconCheck size={16} aria-hidden />}
          loading={approving.isPending}
          disabled={isBusy}
          onClick={() => {
            asking.reset();
            approving.mutate(undefined);
          }}
        >
          {messages.reviewStep.approveExactlyThis}
        </Button>
        <Button
          variant="default"
          leftSection={<IconMessage2 size={16} aria-hidden />}
          loading={asking.isPending}
          disabled={isBusy || note.trim() === ''}
          onClick={() => {
            approving.reset();
            asking.mutate(undefined);
          }}
        >
          {messages.reviewStep.askForChanges}
        </Button>
      </Group>
    </Stack>
  );
}

export interface ReviewStepProps {
  pilotId: string;
  review: Review;
  arms: Arm[];
  isReleased: boolean;
}

/** A statement of the server within a sentence. */
function asClause(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}

/** What would go out word for word, who asked, who approved, and what is to be changed. */
export function ReviewStep({ pilotId, review, arms, isReleased }: ReviewStepProps): JSX.Element {
  const mayMake = useMay('make');
  const mayApprove = useMay('approve');
  const requesting = usePilotChange(pilotId, () => requestApproval(pilotId));
  const isAsked = review.requests.length > 0 && review.changes == null;
  const isMine = review.requests.some((word) => word.is_mine);
  const hasApproved = review.approvals.some((word) => word.is_mine);
  const isOpen = review.stale != null && !isReleased;
  const canAnswer = mayApprove.isAllowed && isAsked && !isMine && !hasApproved && !isReleased;
  return (
    <Stack gap="md">
      <Text size="sm">
        {messages.reviewStep.forRiskApprovalExactlyThis(
          asClause(review.audience),
          nameInSentence(review.risk_tier),
        )}
      </Text>
      <Messages review={review} arms={arms} />
      {review.changes != null && (
        <Alert
          color="amber"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title={messages.reviewStep.changesWereAskedFor}
        >
          <Word word={review.changes} say={messages.reviewStep.asked} />
        </Alert>
      )}
      {review.requests.map((word) => (
        <Word key={`asked ${word.by} ${word.at}`} word={word} say={messages.reviewStep.askedForApproval} />
      ))}
      {review.approvals.map((word) => (
        <Word key={`approved ${word.by} ${word.at}`} word={word} say={messages.reviewStep.approvedIt} />
      ))}
      {review.stale == null ? (
        !isReleased && (
          <Text size="sm" c="var(--tl-good)" fw={600}>
            {messages.reviewStep.itMayBeReleased}
          </Text>
        )
      ) : (
        <Text size="sm" c="dimmed">
          {messages.reviewStep.notToBeReleasedYet(asSentence(review.stale))}
        </Text>
      )}
      {requesting.error !== null && <ProblemNote problem={requesting.error} />}
      {canAnswer && <Answer pilotId={pilotId} releaseHash={review.release_hash} />}
      {!isAsked && isOpen && mayMake.isAllowed && (
        <Group>
          <Button loading={requesting.isPending} onClick={() => requesting.mutate(undefined)}>
            {review.changes == null
              ? messages.reviewStep.askForApproval
              : messages.reviewStep.askAgainAsItStands}
          </Button>
        </Group>
      )}
      {!isAsked && isOpen && <WhyNot act="make" />}
      {isAsked && isOpen && !isMine && <WhyNot act="approve" />}
      {isAsked && isMine && isOpen && (
        <Text size="sm" c="dimmed">
          {messages.reviewStep.nobodyApprovesWhatTheyAsked(
            <TextLink to="/team" underline="always">
              {messages.reviewStep.inviteSomebody}
            </TextLink>,
          )}
        </Text>
      )}
      {isAsked && hasApproved && isOpen && (
        <Text size="sm" c="dimmed">
          {messages.reviewStep.youApprovedOneMoreMember}
        </Text>
      )}
    </Stack>
  );
}
