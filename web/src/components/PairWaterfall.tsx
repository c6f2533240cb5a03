import type { CSSProperties, JSX } from 'react';
import { nameAsWords } from '../lib/words';
import { formatBits, isNeither, sureWords, waterfallOf, type PairTable } from '../lib/waterfall';
import { components as messages } from '../messages/components';
import styles from './PairWaterfall.module.css';

type Sign = 'for' | 'against' | 'neither';

function signOf(bits: number): Sign {
  if (isNeither(bits)) return 'neither';
  return bits > 0 ? 'for' : 'against';
}

interface BarProps {
  bits: number;
  leftPercent: number;
  widthPercent: number;
  zeroPercent: number;
  /** Where the next bar begins; missing for the last. */
  endPercent?: number;
}

function Bar({ bits, leftPercent, widthPercent, zeroPercent, endPercent }: BarProps): JSX.Element {
  const style = { left: `${leftPercent}%`, width: `${widthPercent}%` } satisfies CSSProperties;
  return (
    <td className={styles.track} aria-hidden>
      <span className={styles.ground}>
        <span className={styles.zero} style={{ left: `${zeroPercent}%` }} />
        <span className={styles.bar} data-sign={signOf(bits)} style={style} />
        {endPercent !== undefined && <span className={styles.step} style={{ left: `${endPercent}%` }} />}
      </span>
    </td>
  );
}

/** Why two records are, or are not, one person: each comparison as a bar, from the first to the sum. */
export function PairWaterfall({ table }: { table: PairTable }): JSX.Element {
  const { bars, total, zeroPercent } = waterfallOf(table);
  return (
    <div className={styles.frame} data-waterfall>
      <p className={styles.sure}>{messages.pairWaterfall.theyAreOnePerson(sureWords(table.probability))}</p>
      <table className={styles.table}>
        <caption className="tl-unseen">{messages.pairWaterfall.whatSpeaksForOnePerson}</caption>
        <thead className={styles.header}>
          <tr>
            <th scope="col">{messages.pairWaterfall.compared}</th>
            <td className={styles.sides} aria-hidden>
              <span>{messages.pairWaterfall.twoPeople}</span>
              <span>{messages.pairWaterfall.onePerson}</span>
            </td>
            <th scope="col">{messages.pairWaterfall.bits}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.field}>
              <th scope="row" className={styles.name}>
                {nameAsWords(bar.field)}
                <span className={styles.words}>{bar.words}</span>
              </th>
              <Bar {...bar} zeroPercent={zeroPercent} />
              <td className={styles.bits} data-sign={signOf(bar.bits)}>
                {formatBits(bar.bits)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={styles.name}>
              {messages.pairWaterfall.allTogether}
            </th>
            <Bar {...total} bits={table.bits} zeroPercent={zeroPercent} />
            <td className={styles.bits} data-sign={signOf(table.bits)}>
              {formatBits(table.bits)}
            </td>
          </tr>
        </tfoot>
      </table>
      <p className={styles.note}>{messages.pairWaterfall.eachBitForOnePerson}</p>
    </div>
  );
}
