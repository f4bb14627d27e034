/** The message of what `work` throws; throws itself if it throws nothing. */
export const faultOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
  } catch (fault) {
    return String(fault);
  }
  throw new Error('A fault was expected, and there was none');
};
