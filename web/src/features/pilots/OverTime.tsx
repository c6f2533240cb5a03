import { Text, useComputedColorScheme } from '@mantine/core';
import { useRouteContext } from '@tanstack/react-router';
import { useMemo, type JSX } from 'react';
import { Chart } from '../../components/Chart';
import { TableWithCsv } from '../../components/TableWithCsv';
import { intervalName, verdictOf, type Estimate } from '../../lib/estimate';
import { formatDifference, formatLevel } from '../../lib/format';
import { asNamedSentence, nameAsWords, nameInSentence } from '../../lib/words';
import { pilots } from '../../messages/pilots';
import { resolveColours } from './chartColours';
import { drawn, type EffectAt } from './overTime';
import { OVER_TIME_HEIGHT_PX, overTimeOption } from './overTimeOption';
import styles from './OverTime.module.css';
import { usePilot } from './usePilot';

const messages = pilots.overTime;

export interface OverTimeProps {
  effects: EffectAt[];
  /** What the plan puts first: of it is the effect. */
  headline: Estimate;
}

function Row({ effect, headline }: { effect: EffectAt; headline: Estimate }): JSX.Element {
  const { unit } = headline;
  const [shown] = drawn([effect]);
  const level = (value: number | null | undefined): string => (value == null ? '' : formatLevel(value, unit));
  return (
    <tr data-days={effect.days}>
      <th scope="row">{messages.nDays(effect.days)}</th>
      <td>{level(effect.mean)}</td>
      <td>{level(effect.mean_control)}</td>
      {shown === undefined ? (
        <td colSpan={2} className={styles.why}>
          <Text span size="sm" c="var(--tl-warn)">
            {effect.withheld == null ? messages.notKnown : asNamedSentence(effect.withheld)}
          </Text>
        </td>
      ) : (
        <>
          <td>{formatDifference(shown.lift_abs, unit)}</td>
          <td>
            {messages.range(formatDifference(shown.ci_low, unit), formatDifference(shown.ci_high, unit))}
          </td>
        </>
      )}
    </tr>
  );
}

/** How the effect grew with the days after the message: drawn, and the same as a table. */
export function OverTime({ effects, headline }: OverTimeProps): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  const pilot = usePilot();
  const scheme = useComputedColorScheme('light');
  const { unit, level, better, arm, control, metric_label } = headline;
  const interval = intervalName(level);
  const shown = useMemo(() => drawn(effects), [effects]);
  const option = useMemo(
    () => {
      const colours = resolveColours();
      const last = shown.at(-1);
      const colour =
        last === undefined
          ? colours.text
          : colours.verdict[verdictOf({ ...last, unit, better, level, truth: null })];
      return overTimeOption(shown, { unit, interval, colour, colours });
    },
    // The variables change with the scheme, which the function reads through the document.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [shown, unit, better, level, interval, scheme],
  );
  const comparison = messages.comparison(metric_label, nameAsWords(arm), nameInSentence(control));
  return (
    <div data-over-time>
      <Text fw={600} size="sm" mb={6}>
        {comparison}
      </Text>
      {shown.length > 1 && (
        <Chart
          option={option}
          heightPx={OVER_TIME_HEIGHT_PX}
          label={`${comparison}: ${shown
            .map(({ days, lift_abs, ci_low, ci_high }) =>
              messages.spoken(
                messages.nDays(days),
                formatDifference(lift_abs, unit),
                formatDifference(ci_low, unit),
                formatDifference(ci_high, unit),
              ),
            )
            .join('; ')}`}
          title={messages.ofPilot(comparison, pilot.name)}
          note={session.workspace.is_simulated ? messages.simulated : messages.eachDayByItself}
        />
      )}
      <TableWithCsv file="effect-over-time.csv">
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={messages.table}>
          <table className={styles.table}>
            <caption className="tl-unseen">{comparison}</caption>
            <thead>
              <tr>
                <th scope="col">{messages.within}</th>
                <th scope="col">{nameAsWords(arm)}</th>
                <th scope="col">{nameAsWords(control)}</th>
                <th scope="col">{messages.difference}</th>
                <th scope="col">{interval}</th>
              </tr>
            </thead>
            <tbody>
              {effects.map((effect) => (
                <Row key={effect.days} effect={effect} headline={headline} />
              ))}
            </tbody>
          </table>
        </div>
      </TableWithCsv>
    </div>
  );
}
