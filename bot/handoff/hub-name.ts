/** What our own staff read where a colleague's name would be. */
export const hubName = 'The outside service';
