/** The first digits of a content hash: enough for two people to see that they mean the same. */
export const shortHash = (hash: string): string => hash.replace(/^sha256:/, '').slice(0, 12);
