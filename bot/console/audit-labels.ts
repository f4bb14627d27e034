import { commandWords, labelOf } from './desk-labels.ts';

/** What somebody did, as the audit shows it. */
const deeds: Readonly<Record<string, string>> = {
  'conversation.read': 'Read a conversation',
  'dispute.read': 'Read a dispute',
  'file.read': 'Looked at a file',
  'desk.search': 'Searched',
  'desk.settings': 'Changed opening hours or limits',
  'desk.misses_handled': 'Ticked off unanswered questions',
  'handoff.claim': 'Claimed a case',
  'handoff.take_over': 'Took a case over',
  'handoff.follow_up': 'Made a case of an unanswered question',
  'handoff.assign': 'Gave a case to a colleague',
  'handoff.release': 'Put a case back into the queue',
  'handoff.hand_back': 'Handed a case back to the bot',
  'handoff.resolve': 'Resolved a case',
  'handoff.undo_resolve': 'Took a resolve back',
  'handoff.snoozed': 'Snoozed a case',
  'handoff.waiting_buyer': 'Waits for the buyer',
  'handoff.say': 'Wrote to the buyer',
  'handoff.picture': 'Sent a picture to the buyer',
  'handoff.note': 'Left a note',
  'buyer.act': 'Acted for the buyer',
  'approval.ask': 'Asked a second person',
  'approval.approved': 'Agreed as the second person',
  'approval.refused': 'Refused as the second person',
  'staff.add': 'Added somebody',
  'staff.change': 'Changed somebody’s role or access',
  'staff.reset': 'Made somebody set up their sign-in anew',
  'staff.enrolled': 'Set up their sign-in',
  'staff.password': 'Changed their password',
  'staff.sign_in': 'Signed in',
  'staff.sign_in_failed': 'Failed to sign in',
  'staff.sign_out': 'Signed out',
  'canned.put': 'Wrote a ready answer',
  'canned.remove': 'Removed a ready answer',
  'account.link': 'Signed in on a channel',
  'account.verify': 'Confirmed who they are',
  'account.unlink': 'Signed out on a channel',
  'account.codes_refused': 'Wrong codes at the sign-in',
};

/** A ruling is named as its command is everywhere; a new deed by its code, which is better than nothing. */
export const deedWords = (action: string): string => {
  const [, command] = /^dispute\.(\w+)$/.exec(action) ?? [];
  if (Object.hasOwn(deeds, action)) return deeds[action] ?? action;
  return command === undefined ? action : labelOf(commandWords, command);
};
