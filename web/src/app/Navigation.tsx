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
  { label: null, places: [{ label: 'Home', to: '/', icon: <IconHome {...icon} /> }] },
  {
    label: 'Data',
    places: [
      { label: 'Sources', to: '/data', icon: <IconDatabaseImport {...icon} /> },
      { label: 'People', to: '/people', icon: <IconUsers {...icon} /> },
      { label: 'Same person?', to: '/people/review', icon: <IconUserQuestion {...icon} /> },
      { label: 'Quarantine', to: '/quarantine', icon: <IconAlertTriangle {...icon} /> },
      { label: 'Activity', to: '/activity', icon: <IconProgressCheck {...icon} /> },
    ],
  },
  {
    label: 'Programme',
    places: [
      { label: 'Audiences', to: '/audiences', icon: <IconTargetArrow {...icon} /> },
      { label: 'Pilots', to: '/pilots', icon: <IconFlask {...icon} /> },
      { label: 'All together', to: '/programme', icon: <IconChartDots {...icon} /> },
    ],
  },
  {
    label: 'Setup',
    places: [
      { label: 'Definitions', to: '/definitions', icon: <IconFileSettings {...icon} /> },
      { label: 'Workspace', to: '/settings', icon: <IconSettings {...icon} /> },
      { label: 'Write keys', to: '/keys', icon: <IconKey {...icon} /> },
    ],
  },
  {
    label: 'Governance',
    places: [
      { label: 'Record', to: '/record', icon: <IconShieldCheck {...icon} /> },
      { label: 'Team', to: '/team', icon: <IconUsersGroup {...icon} /> },
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
    <Stack component="nav" aria-label="Main" gap="md">
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
