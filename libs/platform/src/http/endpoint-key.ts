/** Metadata key under which a controller's method keeps its endpoint declaration. */
export const ENDPOINT = 'lianban:endpoint';
