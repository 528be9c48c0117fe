/** Proof that the owner of a Farcaster account owns the domain; made once in Farcaster's developer tools. */
export type AccountAssociation = { header: string; payload: string; signature: string };

type ManifestOptions = { appUrl: string; supabaseUrl: string; accountAssociation?: AccountAssociation };

/** What the app says of itself where its address is shared. */
export const APP = { title: 'GigaVibe', description: 'Songs and dances from Farcaster. Some become coins.' };

/** `/.well-known/farcaster.json`: what Farcaster's clients know of the app. Without an association it is a draft that no client lists. */
export function farcasterManifest({ appUrl, supabaseUrl, accountAssociation }: ManifestOptions) {
  const brand = (file: string) => `${appUrl}/brand/${file}`;
  return {
    ...(accountAssociation && { accountAssociation }),
    miniapp: {
      version: '1',
      name: 'GigaVibe',
      iconUrl: brand('icon.png'),
      homeUrl: appUrl,
      // Where clients say who added the app and may be notified.
      webhookUrl: `${supabaseUrl}/functions/v1/hooks/miniapp`,
      splashImageUrl: brand('splash.png'),
      splashBackgroundColor: '#26080d',
      heroImageUrl: brand('og.png'),
      ogImageUrl: brand('og.png'),
      subtitle: 'Songs and dances, live',
      tagline: 'When people love it, it rises',
      description: 'Songs and dances from Farcaster. When people love one, its creator can make it a coin that fans trade.',
      ogTitle: APP.title,
      ogDescription: APP.description,
      primaryCategory: 'music',
      tags: ['music', 'dance', 'coins'],
      requiredChains: ['eip155:8453'],
      // Puts the app into the share sheet of casts: an author turns a cast of theirs into a performance.
      castShareUrl: `${appUrl}/from-cast`,
    },
  };
}
