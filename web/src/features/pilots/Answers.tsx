import { Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import type { TrustedEstimate } from '../../lib/estimate';
import { formatDifference, formatRelative, formatTimes } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import styles from './Answers.module.css';

type RelativeLift = Schemas['RelativeLift'];

/** `+41%, between +12% and +70%`, or why there is no percentage. */
function relativeWords({ lift, ci_low, ci_high, withheld }: RelativeLift): string {
  if (lift == null || ci_low == null || ci_high == null) {
    return messages.answers.withheld(asNamedSentence(withheld ?? messages.answers.thereIsNoIntervalYet));
  }
  return messages.answers.betweenAnd(formatRelative(lift), formatRelative(ci_low), formatRelative(ci_high));
}

function OtherMethod({ relative }: { relative: RelativeLift }): JSX.Element {
  return (
    <details>
      <summary>{messages.answers.percentageByAnotherMethod}</summary>
      <p>{messages.answers.byTheDeltaMethod(relativeWords(relative))}</p>
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
      <summary>{messages.answers.whatLookingTodayCosts}</summary>
      <p>
        {messages.answers.whoeverLooksOnAnyDay(
          formatTimes(width_ratio),
          formatDifference(ci_low, unit),
          formatDifference(ci_high, unit),
          isClear ? messages.answers.stillLeavesZeroOutSo : messages.answers.includesZeroSoGoOn,
        )}
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
          {messages.answers.comparedWith(
            nameInSentence(control),
            relativeWords(byLogRatio),
            relative_disagreement != null && ` ${asNamedSentence(relative_disagreement)}`,
          )}
        </Text>
      )}
      <div className={styles.more}>
        {looking_today != null && <LookingToday looking={looking_today} unit={unit} />}
        {byDelta?.lift != null && <OtherMethod relative={byDelta} />}
      </div>
    </>
  );
}
