import type { StaffDirectory } from '../handoff/desk-context.ts';
import type { Store } from '../ports.ts';

/** Who works here, as the desk asks. */
export const staffDirectory = ({ staff }: Pick<Store, 'staff'>): StaffDirectory => ({
  nameOf: async (tx, staffId) => (await staff.accounts.find(tx, staffId))?.name ?? staffId,
  roleOf: async (tx, staffId) => {
    const member = await staff.accounts.find(tx, staffId);
    return member?.active ? member.role : undefined;
  },
});
