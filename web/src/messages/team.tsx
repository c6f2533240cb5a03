// tidy: list
import type { ReactNode } from 'react';
import { formatCounted } from '../lib/count';

/** The words of team, by the file that shows them. */
export const team = {
  inviteDialog: {
    enterTheirName: 'Enter their name',
    enterTheirEMailAddress: 'Enter their e-mail address',
    youGetLinkHandOver: 'You get a link to hand over. Whoever opens it chooses a password and is in.',
    name: 'Name',
    eMail: 'E-mail',
    role: 'Role',
    cancel: 'Cancel',
    makeTheLink: 'Make the link',
    inviteAMember: 'Invite a member',
  },
  linkDialog: {
    invitationOf: (name: string) => `Invitation of ${name}`,
    newPasswordFor: (name: string) => `New password for ${name}`,
    trueliftSendsNoMailYet: (moment: ReactNode) => (
      <>
        Truelift sends no mail yet: copy the link and hand it over yourself. It is shown only now, works once,
        and opens nothing after {moment}.
      </>
    ),
    link: 'Link',
    copied: 'Copied',
    copyLink: 'Copy link',
    done: 'Done',
  },
  memberActions: {
    linkTakenBack: 'Link taken back',
    linkOpensNothingAnyMore: (name: string) => `The link of ${name} opens nothing any more.`,
    isSignedOut: (name: string) => `${name} is signed out`,
    ended: (nEnded: number) => `${formatCounted(nEnded, 'session', 'sessions')} ended.`,
    isAMemberAgain: (name: string) => `${name} is a member again`,
    withRolePasswordTheyHad: 'With the role and the password they had.',
    bringBack: 'Bring back',
    bringBackNamed: (name: string) => `Bring ${name} back`,
    whatToDoWith: (name: string) => `What to do with ${name}`,
    makeLinkForNewPassword: 'Make a link for a new password',
    makeANewInvitationLink: 'Make a new invitation link',
    takeTheLinkBack: 'Take the link back',
    signOutEverywhere: 'Sign out everywhere',
    askTakeBack: (name: string) => `Take the link of ${name} back?`,
    linkWillOpenNothing:
      'It opens nothing from now on, also for somebody who is about to use it. You can make another one, which has to be handed over again.',
    askNewLink: (name: string) => `Make another link for ${name}?`,
    linkBeforeOpensNothing: 'The one that was handed over opens nothing from then on.',
    makeAnother: 'Make another',
    askSignOut: (name: string) => `Sign ${name} out everywhere?`,
    mustSignInAgain:
      'They must sign in again wherever they work. What is half written there and kept nowhere is lost; what runs goes on.',
    signOut: 'Sign out',
    remove: 'Remove',
  },
  removeDialog: {
    isNoMemberAnyMore: (name: string) => `${name} is no member any more`,
    theySignedOutBringBack: 'They are signed out. “Bring back” in the list undoes it.',
    theySignedOutCannotSign:
      'They are signed out and cannot sign in again. What they did stays theirs in the record, and you can bring them back.',
    cancel: 'Cancel',
    remove: 'Remove',
    askRemove: (name: string) => `Remove ${name}?`,
  },
  roleOptions: {
    plansCampaignsWritesContentAsks: 'Plans campaigns, writes content and asks for approval. Mends data.',
    readsMeasuresMendsDataSays: 'Reads and measures, mends data and says who is who.',
    keepsVoiceApprovesOtherPeoples: 'Keeps the voice and approves other people’s work.',
    keepsLawApprovesOtherPeoples: 'Keeps the law, approves other people’s work, mends data.',
    answersForResultsApprovesOther: 'Answers for the results and approves other people’s work.',
    keepsMembersKeysMayDo: 'Keeps members and keys, and may do everything else, too.',
  },
  teamList: {
    canSignIn: 'Can sign in',
    canSignLinkForNew: 'Can sign in; a link for a new password is open',
    invitedHasNotJoinedYet: 'Invited, has not joined yet',
    cannotSignNoPasswordNo: 'Cannot sign in: no password and no open invitation',
    removed: 'Removed',
    isNow: (name: string, role: string) => `${name} is ${role} now`,
    recordSaysWhoChangedIt: 'The record says who changed it.',
    roleOf: (name: string) => `Role of ${name}`,
    you: ' (you)',
    neverSeen: 'Never seen',
    lastSeen: (moment: ReactNode) => <>Last seen {moment}</>,
    members: 'Members',
  },
  teamPage: {
    noun: 'members',
    youWorkAloneSoFar: 'You work alone so far',
    youWorkAloneSoFarText:
      'Nobody approves their own work: invite somebody of brand, legal or a leader, so that what you make can be released.',
    title: 'Team',
    lede: 'Who works here. A role decides what a member may do; every change stands in the record with who made it.',
    inviteAMember: 'Invite a member',
  },
} as const;
