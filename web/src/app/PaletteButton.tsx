import { ActionIcon, Button, Kbd, useMantineColorScheme } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, type JSX } from 'react';
import { useSwitch } from '../components/useSwitch';
import { app as messages } from '../messages/app';
import type { Deed } from './paletteItems';
import { useLeave } from './useLeave';

const KeysHelp = lazy(async () => ({ default: (await import('./KeysHelp')).KeysHelp }));
const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));

/** Opens the palette, by a press or by Ctrl-K, and says what each key does. */
export function PaletteButton(): JSX.Element {
  const [isOpen, { open, close, toggle }] = useDisclosure(false);
  const [isHelping, keys] = useDisclosure(false);
  // In every field, too: it leads away from wherever one is.
  useHotkeys(
    [
      ['mod+K', toggle],
      ['mod+/', keys.toggle],
    ],
    [],
  );
  const { setColorScheme } = useMantineColorScheme();
  const leave = useLeave();
  const going = useSwitch();
  const perform = (deed: Deed): void => {
    if (typeof deed === 'object') going.mutate(deed.goTo);
    else if (deed === 'keys') keys.open();
    else if (deed === 'leave') leave.mutate();
    else setColorScheme(deed);
  };
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
          <Palette onClose={close} onDeed={perform} />
        </Suspense>
      )}
      {isHelping && (
        <Suspense fallback={null}>
          <KeysHelp onClose={keys.close} />
        </Suspense>
      )}
    </>
  );
}
