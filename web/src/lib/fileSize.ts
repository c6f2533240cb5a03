import { format as messages } from '../messages/format';
import { formatNumber } from './format';

const { sizes } = messages;

/** How long a file is: `812 bytes`, `3.4 MB`. */
export function fileSize(nBytes: number): string {
  let size = nBytes;
  let unit = 0;
  while (size >= 1000 && unit < sizes.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return sizes[unit]?.(formatNumber(size, digits)) ?? '';
}
