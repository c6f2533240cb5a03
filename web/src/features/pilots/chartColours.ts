import type { Verdict } from '../../lib/estimate';

/** The colours of the house as the browser resolves them; the drawing library knows no variables. */
export interface ChartColours {
  text: string;
  dimmed: string;
  line: string;
  truth: string;
  surface: string;
  verdict: Record<Verdict, string>;
}

/** What they are at the moment, light or dark. */
export function resolveColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: colour('--mantine-color-text'),
    dimmed: colour('--mantine-color-dimmed'),
    line: colour('--tl-line-strong'),
    truth: colour('--tl-truth'),
    surface: colour('--tl-surface'),
    verdict: { good: colour('--tl-good'), bad: colour('--tl-bad'), open: colour('--tl-open') },
  };
}

/** The letters of the page. */
export const CHART_FONT = "'Figtree Variable', system-ui, sans-serif";
