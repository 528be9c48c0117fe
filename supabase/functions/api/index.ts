import { confirmWallet } from '../../../shared/identity/confirm-wallet.ts';
import { currentUser } from '../../../shared/identity/sign-in.ts';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { baseNodes } from '../_shared/adapters/ask-both.ts';
import { balanceReader } from '../_shared/adapters/chain-balances.ts';
import { consentVerifier, textVerifier } from '../_shared/adapters/chain-signatures.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { databaseNow, doorClock } from '../_shared/adapters/database-clock.ts';
import { pinata } from '../_shared/adapters/ipfs.ts';
import { wholeFiles } from '../_shared/adapters/ipfs-files.ts';
import { keyWrapper } from '../_shared/adapters/key-wrapper.ts';
import { neynarCast } from '../_shared/adapters/neynar-cast.ts';
import { neynarUsers } from '../_shared/adapters/neynar-users.ts';
import { pinataFiles } from '../_shared/adapters/pinata-files.ts';
import { partProbes } from '../_shared/adapters/probes.ts';
import { quotePermissions } from '../_shared/adapters/quote-permissions.ts';
import { labelReader } from '../_shared/adapters/sealed-labels.ts';
import { newNonce } from '../_shared/adapters/secrets.ts';
import { zoraQuotes } from '../_shared/adapters/zora.ts';
import { readEnv } from '../_shared/env.ts';
import { sessionVerifier, tokenVerifier } from '../_shared/http/require-session.ts';
import { poseStore } from '../_shared/stores/chain-poses.ts';
import { chainStore } from '../_shared/stores/chains.ts';
import { doorLimiter } from '../_shared/stores/doors.ts';
import { healthStore } from '../_shared/stores/health.ts';
import { identityStore } from '../_shared/stores/identity.ts';
import { profileStore } from '../_shared/stores/identity-profiles.ts';
import { accountStore, nonceStore } from '../_shared/stores/identity-wallets.ts';
import { consentStore } from '../_shared/stores/launches-consent.ts';
import { avatarStore, mediaStore } from '../_shared/stores/media.ts';
import { postStore } from '../_shared/stores/performance-posts.ts';
import { castRecorder } from '../_shared/stores/performances.ts';
import { premiumStore } from '../_shared/stores/premium.ts';
import { rightsStore } from '../_shared/stores/rights.ts';
import { viewStore } from '../_shared/stores/views.ts';
import { makeHandler } from './handler.ts';

const env = readEnv(
  Deno.env.toObject(),
  [
    'SUPABASE_URL',
    'DATABASE_URL',
    'BASE_RPC_URL',
    'CHAIN_ID',
    'COIN_FACTORY_ADDRESS',
    'CONSENT_HOURS',
    'APP_URL',
    'NEYNAR_API_URL',
    'NEYNAR_API_KEY',
    'ZORA_API_URL',
    'ZORA_API_KEY',
    'CRON_SECRET',
    'IPFS_GATEWAY_URLS',
    'PINATA_API_URL',
    'PINATA_FILES_URL',
    'PINATA_JWT',
    'MEDIA_KEY_SECRETS',
  ],
  ['BASE_WITNESS_URL'],
);

const db = connectDatabase(env.DATABASE_URL);
const nodes = baseNodes(env);
const clock = doorClock(db);
const { now } = clock;
const farcaster = {
  findProfile: neynarUsers({ url: env.NEYNAR_API_URL, apiKey: env.NEYNAR_API_KEY }),
  ...identityStore(db),
};
const profiles = profileStore(db);
const recordCast = castRecorder(db, { appUrl: env.APP_URL });

const answer = makeHandler(
  {
    requireSession: sessionVerifier({ supabaseUrl: env.SUPABASE_URL, now }),
    launches: {
      consent: { store: consentStore(db), verify: consentVerifier(nodes), now: () => databaseNow(db) },
      confirmWallet: userId => confirmWallet(userId, { ...farcaster, ...profiles, now }),
    },
    identity: {
      ...accountStore(db),
      ...nonceStore(db, now),
      ...profiles,
      verifyText: textVerifier(nodes),
      verifySession: tokenVerifier({ supabaseUrl: env.SUPABASE_URL, now }),
      lookUp: fid => currentUser(fid, farcaster),
      newNonce,
      now,
    },
    health: {
      ...healthStore(db),
      probes: partProbes(
        nodes.first,
        { neynarUrl: env.NEYNAR_API_URL, ipfsGateway: env.IPFS_GATEWAY_URLS[0] ?? '', zoraUrl: env.ZORA_API_URL },
        now,
      ),
      cronSecret: env.CRON_SECRET,
      now,
    },
    views: viewStore(db, now),
    limit: doorLimiter(db, now),
    prints: rightsStore(db),
    chains: {
      store: chainStore(db),
      poses: poseStore(db),
      pin: pinata({ url: env.PINATA_API_URL, jwt: env.PINATA_JWT }),
      cidOf: blockCid,
      read: wholeFiles(env.IPFS_GATEWAY_URLS),
      newId: () => crypto.randomUUID(),
    },
    posts: {
      ...postStore(db),
      readCast: neynarCast({ url: env.NEYNAR_API_URL, apiKey: env.NEYNAR_API_KEY }),
      record: cast => recordCast('created', cast),
      gatewayUrl: env.IPFS_GATEWAY_URLS[0] ?? '',
    },
    media: {
      store: mediaStore(db),
      setAvatar: avatarStore(db, env.IPFS_GATEWAY_URLS[0] ?? ''),
      pins: pinataFiles({ uploadUrl: env.PINATA_API_URL, filesUrl: env.PINATA_FILES_URL, jwt: env.PINATA_JWT }),
      now,
    },
    premium: {
      ...premiumStore(db),
      ...keyWrapper(env.MEDIA_KEY_SECRETS),
      readLabel: labelReader(env.IPFS_GATEWAY_URLS),
      readBalances: balanceReader(nodes),
      cronSecret: env.CRON_SECRET,
    },
    quotes: {
      permissions: quotePermissions({ apiKey: env.ZORA_API_KEY, now }),
      askQuote: zoraQuotes({ url: env.ZORA_API_URL, apiKey: env.ZORA_API_KEY }),
    },
  },
  { appUrl: env.APP_URL, chainId: env.CHAIN_ID, factory: env.COIN_FACTORY_ADDRESS, consentHours: env.CONSENT_HOURS },
);

Deno.serve(async request => {
  await clock.look();
  return answer(request);
});
