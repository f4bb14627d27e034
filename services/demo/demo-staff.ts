import type { Context } from '../ports.ts';
import type { CannedReply, StaffMember } from '../staff-port.ts';

type Person = Pick<StaffMember, 'id' | 'login' | 'name' | 'role'>;

const people: readonly Person[] = [
  { id: 'agnes', login: 'agnes', name: 'Agnes Lindqvist', role: 'agent' },
  { id: 'ben', login: 'ben', name: 'Ben Okafor', role: 'agent' },
  { id: 'clara', login: 'clara', name: 'Clara Moreau', role: 'case_manager' },
  { id: 'dora', login: 'dora', name: 'Dora Novak', role: 'admin' },
];

const replies: readonly CannedReply[] = [
  {
    key: 'hello',
    title: 'Hello, I have read your case',
    text: 'Hello {{buyer.name}}, this is {{agent.name}}. I have read everything that you wrote, so there is no need to tell it again. Give me a moment to look at order {{order.id}}.',
  },
  {
    key: 'photos',
    title: 'Ask for photos',
    text: 'Could you send one or two photos of {{order.item}}? They should show the whole item, and the damage from near.',
  },
  {
    key: 'wait-seller',
    title: 'We wait for the seller',
    text: '{{order.seller}} has until {{dispute.deadline}} to answer dispute {{dispute.id}}. If they say nothing by then, the dispute is decided for you. There is nothing that you have to do until then.',
  },
];

/** The people of the demo's console. Without a password: they come in by the demo's button, or not at all. */
export const listDemoStaff = (): readonly Person[] => people;

/** Adds them where nobody works yet: also to a demo that was made before there was a console. */
export const seedDemoStaff = async ({
  tx,
  store,
  now,
}: Pick<Context, 'tx' | 'store' | 'now'>): Promise<void> => {
  if ((await store.staff.accounts.all(tx)).length > 0) return;
  for (const person of people)
    await store.staff.accounts.add(tx, {
      ...{ ...person, active: true, totpConfirmed: false, totpStep: 0 },
      ...{ singleKeys: true, createdAt: now },
    });
  for (const reply of replies) await store.staff.canned.put(tx, reply);
};
