import { Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import type { TrustedEstimate } from '../../lib/estimate';
import { formatDifference, formatRelative, formatTimes } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';
import styles from './Answers.module.css';

type RelativeLift = Schemas['RelativeLift'];

/** `+41%, between +12% and +70%`, or why there is no percentage. */
function relativeWords({ lift, ci_low, ci_high, withheld }: RelativeLift): string {
  if (lift == null || ci_low == null || ci_high == null) {
    return `Withheld: ${asNamedSentence(withheld ?? 'there is no interval yet')}`;
  }
  return `${formatRelative(lift)}, between ${formatRelative(ci_low)} and ${formatRelative(ci_high)}.`;
}

function OtherMethod({ relative }: { relative: RelativeLift }): JSX.Element {
  return (
    <details>
      <summary>The percentage by another method</summary>
      <p>By the delta method: {relativeWords(relative)}</p>
    </details>
  );
}

interface LookingTodayProps {
  looking: Schemas['LookingToday'];
  unit: TrustedEstimate['unit'];
}

function LookingToday({ looking, unit }: LookingTodayProps): JSX.Element {
  const { ci_low, ci_high, width_ratio } = looking;
  const isClear = ci_low > 0 || ci_high < 0;
  return (
    <details>
      <summary>What looking today costs</summary>
      <p>
        Whoever looks on any day and may stop there needs an interval {formatTimes(width_ratio)} as wide:{' '}
        {formatDifference(ci_low, unit)} to {formatDifference(ci_high, unit)}.{' '}
        {isClear
          ? 'It still leaves zero out, so stopping today is safe.'
          : 'It includes zero, so go on, or stop without a finding.'}
      </p>
    </details>
  );
}

/** How sure one may be of a comparison, how much it is in per cent, and what looking early costs. */
export function Answers({ estimate }: { estimate: TrustedEstimate }): JSX.Element {
  const { belief, looking_today, relative, relative_disagreement, control, unit } = estimate;
  const byLogRatio = relative.find(({ method }) => method === 'log_ratio');
  const byDelta = relative.find(({ method }) => method === 'delta');
  return (
    <>
      {belief != null && (
        <Text span size="sm">
          {asNamedSentence(belief.sentence)}{' '}
        </Text>
      )}
      {byLogRatio?.lift != null && (
        <Text span size="sm">
          Compared with {nameInSentence(control)}: {relativeWords(byLogRatio)}
          {relative_disagreement != null && ` ${asNamedSentence(relative_disagreement)}`}
        </Text>
      )}
      <div className={styles.more}>
        {looking_today != null && <LookingToday looking={looking_today} unit={unit} />}
        {byDelta?.lift != null && <OtherMethod relative={byDelta} />}
      </div>
    </>
  );
}
