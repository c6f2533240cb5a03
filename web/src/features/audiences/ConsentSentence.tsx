import type { JSX } from 'react';
import { channelInSentence, purposeInSentence } from '../../lib/words';
import { audiences as messages } from '../../messages/audiences';
import type { Leaf } from './audienceText';
import styles from './Builder.module.css';
import { Choice, Word } from './fields';

export const PURPOSES = ['marketing', 'service', 'ai_content', 'ai_profiling'];
const CHANNELS = ['email', 'sms', 'push', 'web', 'post'];

export interface ConsentSentenceProps {
  leaf: Leaf;
  isDisabled: boolean;
  onKeys: (keys: Record<string, unknown>) => void;
}

/** People who agreed to something. */
export function ConsentSentence({ leaf, isDisabled, onKeys }: ConsentSentenceProps): JSX.Element {
  const { purpose, channel } = leaf.keys;
  return (
    <div className={styles.sentence}>
      <Word>
        {leaf.isNegated ? messages.consentSentence.didNotAgreeTo : messages.consentSentence.agreedTo}
      </Word>
      <Choice
        label={messages.consentSentence.purpose}
        width={180}
        value={typeof purpose === 'string' ? purpose : null}
        data={PURPOSES.map((value) => ({
          value,
          label: purposeInSentence(value),
        }))}
        isDisabled={isDisabled}
        onChange={(next) => onKeys({ purpose: next })}
      />
      <Word>{messages.consentSentence.by}</Word>
      <Choice
        label={messages.consentSentence.channel}
        width={130}
        value={typeof channel === 'string' ? channel : null}
        data={CHANNELS.map((value) => ({ value, label: channelInSentence(value) }))}
        isDisabled={isDisabled}
        onChange={(next) => onKeys({ channel: next })}
      />
    </div>
  );
}
