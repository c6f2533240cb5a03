import { useEffect } from 'react';

/** The content of the page, for whoever lost their place in it. */
const CONTENT = 'content';

/**
 * Gives the focus back, when something that took it is closed, to what had it before; where that is gone or can do nothing
 * any more, to the content of the page. By itself a browser leaves it nowhere, and Tab begins at the top again.
 */
export function useFocusBack(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const before = document.activeElement;
    return () => {
      // Whatever closes it may still move the focus itself.
      setTimeout(() => {
        const isNowhere = (): boolean => document.activeElement === document.body;
        if (isNowhere() && before instanceof HTMLElement && before.isConnected) before.focus();
        if (isNowhere()) document.getElementById(CONTENT)?.focus({ preventScroll: true });
      });
    };
  }, [isOpen]);
}
