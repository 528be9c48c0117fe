import { env } from './env.ts';
import { hostStore, isLeftToWeb, withHost } from './host.ts';

/** A cast to write: text, up to two links, and the hash of the cast it answers. */
export type CastDraft = { text?: string; embeds?: string[]; parent?: string };

/** Opens the host's composer. Resolves to the new cast's hash, or null when the person cancelled or no host has one (a web composer opens there). */
export async function composeCast(draft: CastDraft): Promise<string | null> {
  const { text, embeds = [], parent } = draft;
  const [first, second] = embeds;
  const said = await withHost('actions.composeCast', sdk =>
    sdk.actions.composeCast({
      ...(text !== undefined && { text }),
      embeds: first === undefined ? [] : second === undefined ? [first] : [first, second],
      ...(parent !== undefined && { parent: { type: 'cast' as const, hash: parent } }),
    }),
  );
  if (said) return said.cast?.hash ?? null;
  await openInstead('actions.composeCast', composeUrl(draft));
  return null;
}

/** The address of Farcaster's web composer with the draft filled in, as docs.farcaster.xyz/reference/farcaster/intent-urls has it. */
function composeUrl({ text, embeds = [], parent }: CastDraft): string {
  const query = new URLSearchParams();
  if (text) query.set('text', text);
  if (parent) query.set('parentCastHash', parent);
  for (const embed of embeds.slice(0, 2)) query.append('embeds[]', embed);
  return `https://farcaster.xyz/~/compose?${query}`;
}

/** Shows a cast in the host, or on the web. */
export async function viewCast(hash: string): Promise<void> {
  await withHost('actions.viewCast', sdk => sdk.actions.viewCast({ hash }));
  await openInstead('actions.viewCast', `https://farcaster.xyz/~/conversations/${hash}`);
}

/** Shows a person in the host, or on the web. */
export async function viewProfile(fid: number): Promise<void> {
  await withHost('actions.viewProfile', sdk => sdk.actions.viewProfile({ fid }));
  await openInstead('actions.viewProfile', `https://farcaster.xyz/~/profiles/${fid}`);
}

/** Opens a page outside of the app. Only http(s) addresses are opened. */
export async function openUrl(url: string): Promise<void> {
  if (!/^https?:\/\//.test(url)) return;
  await withHost('actions.openUrl', sdk => sdk.actions.openUrl(url));
  if (isLeftToWeb(hostStore.get(), 'actions.openUrl')) window.open(url, '_blank', 'noopener,noreferrer');
}

/** Leads from the web into the app inside of Farcaster. */
export function openInFarcaster(): void {
  void openUrl(`https://farcaster.xyz/?launchFrameUrl=${encodeURIComponent(env().appUrl)}`);
}

export type Haptic = 'selection' | 'light' | 'medium' | 'success' | 'warning' | 'error';

/** A short buzz where the host reports haptics; never on scroll, price ticks or other people's acts. */
export function haptic(kind: Haptic): void {
  if (kind === 'selection') void withHost('haptics.selectionChanged', sdk => sdk.haptics.selectionChanged());
  else if (kind === 'light' || kind === 'medium')
    void withHost('haptics.impactOccurred', sdk => sdk.haptics.impactOccurred(kind));
  else void withHost('haptics.notificationOccurred', sdk => sdk.haptics.notificationOccurred(kind));
}

/** Wires the host's back button: shown while `canGoBack`, a press calls `goBack`. */
export async function bindBack(canGoBack: boolean, goBack: () => void): Promise<void> {
  await withHost('back', async sdk => {
    sdk.back.onback = goBack;
    await (canGoBack ? sdk.back.show() : sdk.back.hide());
  });
}

/** Opens Farcaster's own page where no host does the same by itself. */
async function openInstead(capability: string, url: string): Promise<void> {
  if (isLeftToWeb(hostStore.get(), capability)) await openUrl(url);
}
