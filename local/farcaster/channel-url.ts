/** The parent url by which a cast says that it was posted to a channel; null for none. */
export function channelUrl(channel: string | undefined): string | null {
  return channel ? `https://warpcast.com/~/channel/${channel}` : null;
}
