/** The largest file that may be handed in. The gateway lets no more pass, the service takes no more, the reader reads no more. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;
