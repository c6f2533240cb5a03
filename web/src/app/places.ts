import { app as messages } from '../messages/app';

/** A page that the navigation and the palette lead to. */
export interface Place {
  label: string;
  href: string;
  /** Other words somebody may look for it by. */
  words: string;
}

/** Every page without a parameter. */
export const PLACES: Place[] = [
  { label: messages.places.home, href: '/', words: messages.places.homeSought },
  { label: messages.places.sources, href: '/data', words: messages.places.sourcesSought },
  { label: messages.places.activity, href: '/activity', words: messages.places.activitySought },
  { label: messages.places.people, href: '/people', words: messages.places.peopleSought },
  {
    label: messages.places.samePerson,
    href: '/people/review',
    words: messages.places.samePersonSought,
  },
  { label: messages.places.quarantine, href: '/quarantine', words: messages.places.quarantineSought },
  { label: messages.places.audiences, href: '/audiences', words: messages.places.audiencesSought },
  { label: messages.places.newAudience, href: '/audiences/new', words: messages.places.newAudienceSought },
  { label: messages.places.pilots, href: '/pilots', words: messages.places.pilotsSought },
  { label: messages.places.allTogether, href: '/programme', words: messages.places.allTogetherSought },
  {
    label: messages.places.definitions,
    href: '/definitions',
    words: messages.places.definitionsSought,
  },
  {
    label: messages.places.workspace,
    href: '/settings',
    words: messages.places.workspaceSought,
  },
  { label: messages.places.writeKeys, href: '/keys', words: messages.places.writeKeysSought },
  { label: messages.places.record, href: '/record', words: messages.places.recordSought },
  { label: messages.places.team, href: '/team', words: messages.places.teamSought },
  { label: messages.places.yourAccount, href: '/account', words: messages.places.yourAccountSought },
];
