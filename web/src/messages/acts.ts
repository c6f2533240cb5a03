// tidy: list

/** What somebody did, by the action of an entry of the record; the words stand behind the name of who did it. */
export const acts: Record<string, (subject: string) => string> = {
  'campaign.changes_asked': (subject) => `asked for changes of ${subject}`,
  'campaign.changes_answered': (subject) => `answered what was asked of ${subject}`,
  'job.started': (subject) => `started job ${subject}`,
  'job.started_again': (subject) => `started job ${subject} again`,
  'job.cancelled': (subject) => `stopped job ${subject}`,
  'job.ended': (subject) => `ended job ${subject}`,
  'definition.drafted': (subject) => `wrote a draft of ${subject}`,
  'definition.draft_discarded': (subject) => `discarded the draft of ${subject}`,
  'workspace.date_moved': () => 'moved the date of the workspace',
  'line.written': (subject) => `wrote a line of ${subject}`,
  'line.chosen': (subject) => `chose a line of ${subject}`,
  'key.ended': () => 'ended a write key',
  'pilot.rehearsed': (subject) => `rehearsed ${subject}`,
  'pilot.rehearsal_removed': (subject) => `removed the rehearsal of ${subject}`,
  'record.changed': (subject) => `kept the sums of rows that changed: ${subject}`,
  'campaign.approval_requested': (subject) => `asked for approval of ${subject}`,
  'campaign.approved': (subject) => `approved ${subject}`,
  'campaign.released': (subject) => `released ${subject}`,
  'definition.removed': (subject) => `took back ${subject}`,
  'definition.applied': (subject) => `applied ${subject}`,
  'definition.restored': (subject) => `restored an earlier version of ${subject}`,
  'definition.renamed': (subject) => `renamed ${subject}`,
  'holdouts.changed': () => 'changed the holdouts',
  'people.ruled': () => 'said who is who of two records',
  'people.ruling_undone': () => 'took back a ruling',
  'people.exported': () => 'took people along as a file',
  'person.exported': () => 'took the data of one person along',
  'pilot.amended': (subject) => `amended the plan of ${subject}`,
  'pilot.decided': (subject) => `let the gate of ${subject} decide`,
  'pilot.read_out': (subject) => `read out ${subject}`,
  'quarantine.edited': () => 'mended rows in quarantine',
  'quarantine.discarded': () => 'discarded rows in quarantine',
  'quarantine.discard_undone': () => 'put discarded rows back',
  'member.added': (subject) => `added ${subject}`,
  'member.invited': (subject) => `invited ${subject}`,
  'member.joined': () => 'joined',
  'member.removed': (subject) => `removed ${subject}`,
  'member.brought_back': (subject) => `brought ${subject} back`,
  'member.renamed': (subject) => `renamed ${subject}`,
  'member.role_changed': (subject) => `gave ${subject} another role`,
  'member.password_changed': (subject) => `changed a password: ${subject}`,
  'member.password_reset': (subject) => `set a new password: ${subject}`,
  'member.reset_link_made': (subject) => `made a link for a new password: ${subject}`,
  'member.link_taken_back': (subject) => `took a link back: ${subject}`,
  'member.sessions_ended': (subject) => `ended sessions of ${subject}`,
  'audit.sealed': () => 'sealed the record',
};

/** For an action that has no words yet. */
export const otherAct = (action: string, subject: string): string => `did ${action} to ${subject}`;

/** Who did what nobody asked for. */
export const program = 'Truelift';
