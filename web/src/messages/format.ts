import { formatCount, formatCounted } from '../lib/count';

/** The words that stand beside numbers. */
export const format = {
  points: (number: string) => `${number} pts`,
  times: (number: string) => `${number} times`,
  today: 'today',
  daysAgo: (n: number) => `${formatCounted(n, 'day', 'days')} ago`,
  monthsAgo: (n: number) => `${formatCount(n)} months ago`,
  yearsAgo: (n: number) => `${formatCount(n)} years ago`,
  /** Lengths of files, each a thousand of the one before. */
  sizes: [
    (number: string) => `${number} bytes`,
    (number: string) => `${number} KB`,
    (number: string) => `${number} MB`,
    (number: string) => `${number} GB`,
  ],
} as const;
