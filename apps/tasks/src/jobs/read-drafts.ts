/** Name of the job that reads papers; whoever hands one in wakes it. */
export const READ_DRAFTS = 'read-drafts';
