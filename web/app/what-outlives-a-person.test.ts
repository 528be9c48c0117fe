import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '..');

/** What a module or the browser keeps, and why nobody finds in it what was another person's. The query cache and the screen end with a person. */
const KEPT: Record<string, string> = {
  'features/markets/earnings/collect-session.ts': 'by person',
  'features/markets/trade/quote-permission.ts': 'by person and wallet',
  'features/markets/trade/trade-session.ts': 'by person',
  'features/markets/trade/trade-sheet-store.ts': 'closed with the screen',
  'features/media/draft-database.ts': 'by person',
  'features/media/draft-words.ts': 'by take, which is by person',
  'features/performances/count-view.ts': 'which takes were watched in this tab, shown to nobody',
  'lib/ask-gateway.ts': 'the network',
  'lib/away.ts': 'the network',
  'lib/chain.ts': 'the network',
  'lib/clock.ts': 'the time',
  'lib/connection.ts': 'the network',
  'lib/env.ts': 'the environment',
  'lib/host.ts': 'the client around the app',
  'lib/media-worker.ts': 'media by content, which everybody may see',
  'lib/person.ts': 'who is here',
  'lib/play-url.ts': 'the service worker',
  'lib/realtime-socket.ts': 'the network; joins with the session in force',
  'lib/realtime-topics.ts': 'topics that are listened to; joins with the session in force',
  'lib/refresh-session.ts': 'the session itself',
  'lib/remembered-wallet.ts': 'forgotten when they sign out',
  'lib/room.ts': 'the network',
  'lib/session.ts': 'the session itself',
  'lib/sign-in-sheet-store.ts': 'who asks to sign in',
  'lib/storage.ts': 'the way to storage',
  'lib/supabase.ts': 'the network; asks with the session in force',
  'lib/verified-blocks.ts': 'media by content, which everybody may see',
  'lib/wallet-address.ts': 'the wallet of this browser, forgotten when they sign out',
  'lib/wallet.ts': 'the wallet of this browser, forgotten when they sign out',
  'main.tsx': 'the session itself',
  'ui/format/separators.ts': 'how numbers are written',
  'ui/groove-line/use-moment.ts': 'which moments this device has shown, by public keys',
  'ui/sheet/use-focus-back.ts': 'places on the page, gone with it',
  'ui/skeleton/use-pending.ts': 'when something was last waited for',
  'ui/wood-type/system-length.ts': 'the widths of letters',
};

const KEEPS = [
  /^let /m,
  /^(?:export )?const [a-z]\w*(?:: [^=]+)? = (?:new (?:Weak)?(?:Map|Set)\b|createStore\b|once\b)/m,
  /\b(?:browserStorage|tabStorage|localStorage|sessionStorage|indexedDB)\b/,
];

it('nothing outlives a person but what is known to', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: WEB }).filter(file => !/\.test\.|(^|\/)(testing|edge)\//.test(file));
  const keeping = files.filter(file => KEEPS.some(keeps => keeps.test(readFileSync(join(WEB, file), 'utf8'))));
  expect(keeping.sort()).toEqual(Object.keys(KEPT).sort());
});
