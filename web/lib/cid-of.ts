/** The CID in a gateway's address; null for an address of another kind. */
export const cidOf = (url: string): string | null => /^https?:\/\/[^/]+\/ipfs\/(baf[ky][a-z2-7]+)$/.exec(url)?.[1] ?? null;
