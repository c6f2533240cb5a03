import { ActionIcon, Button, Kbd } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, type JSX } from 'react';
import { app as messages } from '../messages/app';

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));

/** Opens the palette, by a press or by Ctrl-K. */
export function PaletteButton(): JSX.Element {
  const [isOpen, { open, close, toggle }] = useDisclosure(false);
  // In every field, too: it leads away from wherever one is.
  useHotkeys([['mod+K', toggle]], []);
  return (
    <>
      <ActionIcon
        variant="default"
        size="lg"
        hiddenFrom="sm"
        aria-label={messages.paletteButton.goTo}
        aria-keyshortcuts="Control+K"
        onClick={open}
      >
        <IconSearch size={16} aria-hidden />
      </ActionIcon>
      <Button
        variant="default"
        size="xs"
        visibleFrom="sm"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={
          <Kbd size="xs" aria-hidden>
            {messages.paletteButton.ctrlK}
          </Kbd>
        }
        aria-keyshortcuts="Control+K"
        onClick={open}
      >
        {messages.paletteButton.goTo}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Palette onClose={close} />
        </Suspense>
      )}
    </>
  );
}
