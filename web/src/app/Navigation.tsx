import { NavLink, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChartDots,
  IconDatabaseImport,
  IconFileSettings,
  IconFlask,
  IconHome,
  IconKey,
  IconProgressCheck,
  IconSettings,
  IconShieldCheck,
  IconTargetArrow,
  IconUserQuestion,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Link, useLocation, type LinkProps } from '@tanstack/react-router';
import type { JSX } from 'react';
import { app as messages } from '../messages/app';
import styles from './Navigation.module.css';

interface Place {
  label: string;
  to: LinkProps['to'] & string;
  icon: JSX.Element;
}

interface Section {
  label: string | null;
  places: Place[];
}

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

/** Ordered by the loop; only what exists stands here. */
const sections: Section[] = [
  { label: null, places: [{ label: messages.navigation.home, to: '/', icon: <IconHome {...icon} /> }] },
  {
    label: messages.navigation.data,
    places: [
      { label: messages.navigation.sources, to: '/data', icon: <IconDatabaseImport {...icon} /> },
      { label: messages.navigation.people, to: '/people', icon: <IconUsers {...icon} /> },
      { label: messages.navigation.samePerson, to: '/people/review', icon: <IconUserQuestion {...icon} /> },
      { label: messages.navigation.quarantine, to: '/quarantine', icon: <IconAlertTriangle {...icon} /> },
      { label: messages.navigation.activity, to: '/activity', icon: <IconProgressCheck {...icon} /> },
    ],
  },
  {
    label: messages.navigation.programme,
    places: [
      { label: messages.navigation.audiences, to: '/audiences', icon: <IconTargetArrow {...icon} /> },
      { label: messages.navigation.pilots, to: '/pilots', icon: <IconFlask {...icon} /> },
      { label: messages.navigation.allTogether, to: '/programme', icon: <IconChartDots {...icon} /> },
    ],
  },
  {
    label: messages.navigation.setup,
    places: [
      { label: messages.navigation.definitions, to: '/definitions', icon: <IconFileSettings {...icon} /> },
      { label: messages.navigation.workspace, to: '/settings', icon: <IconSettings {...icon} /> },
      { label: messages.navigation.writeKeys, to: '/keys', icon: <IconKey {...icon} /> },
    ],
  },
  {
    label: messages.navigation.governance,
    places: [
      { label: messages.navigation.record, to: '/record', icon: <IconShieldCheck {...icon} /> },
      { label: messages.navigation.team, to: '/team', icon: <IconUsersGroup {...icon} /> },
    ],
  },
];

function isAt(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
}

/** The place that a path belongs to: of those it lies under, the deepest. */
function placeAt(path: string): string | undefined {
  const around = sections.flatMap((section) => section.places).filter((place) => isAt(path, place.to));
  return around.toSorted((a, b) => b.to.length - a.to.length)[0]?.to;
}

/** The left navigation. */
export function Navigation({ onNavigate }: { onNavigate: () => void }): JSX.Element {
  const path = useLocation({ select: (location) => location.pathname });
  const here = placeAt(path);
  return (
    <Stack component="nav" aria-label={messages.navigation.main} gap="md">
      {sections.map((section) => (
        <div key={section.label ?? 'top'}>
          {section.label !== null && (
            <Text size="xs" c="dimmed" fw={600} px="sm" pb={4}>
              {section.label}
            </Text>
          )}
          {section.places.map((place) => {
            const isHere = place.to === here;
            return (
              <NavLink
                key={place.to}
                component={Link}
                to={place.to}
                label={place.label}
                leftSection={place.icon}
                active={isHere}
                // By itself a link counts as current for every page under its own.
                activeOptions={{ exact: true }}
                aria-current={isHere ? 'page' : undefined}
                onClick={onNavigate}
                className={styles.place ?? ''}
              />
            );
          })}
        </div>
      ))}
    </Stack>
  );
}
