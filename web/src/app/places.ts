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
  { label: messages.places.home, href: '/', words: messages.places.overviewStartWaiting },
  { label: messages.places.sources, href: '/data', words: messages.places.dataImportUploadFilesCsv },
  { label: messages.places.activity, href: '/activity', words: messages.places.jobsRunningProgressLog },
  { label: messages.places.people, href: '/people', words: messages.places.customersContactsSearch },
  {
    label: messages.places.samePerson,
    href: '/people/review',
    words: messages.places.pairsDuplicatesRulingsMerge,
  },
  { label: messages.places.quarantine, href: '/quarantine', words: messages.places.errorsRejectedRowsData },
  { label: messages.places.audiences, href: '/audiences', words: messages.places.segmentsTargets },
  { label: messages.places.newAudience, href: '/audiences/new', words: messages.places.makeCreateSegment },
  { label: messages.places.pilots, href: '/pilots', words: messages.places.experimentsTestsCampaigns },
  { label: messages.places.allTogether, href: '/programme', words: messages.places.programmeReadoutImpact },
  {
    label: messages.places.definitions,
    href: '/definitions',
    words: messages.places.setupYamlVersionsDraftsHistory,
  },
  {
    label: messages.places.workspace,
    href: '/settings',
    words: messages.places.settingsCountryPurposesContactPolicy,
  },
  { label: messages.places.writeKeys, href: '/keys', words: messages.places.sdkSegmentEventsApiKey },
  { label: messages.places.record, href: '/record', words: messages.places.auditChainLog },
  { label: messages.places.team, href: '/team', words: messages.places.membersInviteRoles },
  { label: messages.places.yourAccount, href: '/account', words: messages.places.passwordNameSessions },
];
