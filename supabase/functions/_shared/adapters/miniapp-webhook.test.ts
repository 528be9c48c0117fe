import { createJsonFarcasterSignature, createVerifyAppKeyWithHub, parseWebhookEvent } from '@farcaster/miniapp-node';
import fc from 'fast-check';
import { encodeAbiParameters, hexToBytes, parseAbiParameters } from 'viem';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hubAppKeys } from './hub-app-keys.ts';
import { miniAppWebhook } from './miniapp-webhook.ts';

const PRIVATE_KEY = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
const HOST = 'https://client.example';
const TOKEN = { url: `${HOST}/v1/frame-notifications`, token: 'token-1' };

const sign = (payload: unknown, fid = 3621) =>
  createJsonFarcasterSignature({ fid, type: 'app_key', privateKey: PRIVATE_KEY, payload: Buffer.from(JSON.stringify(payload)) });
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const keyOf = (signed: { header: string }): string => JSON.parse(Buffer.from(signed.header, 'base64url').toString()).key;

/** A hub that knows one key of fid 3621, asked for by client 9152. */
function hubWith(key: string, { status = 200, eventType = 'SIGNER_EVENT_TYPE_ADD' } = {}) {
  const metadata = encodeAbiParameters(
    parseAbiParameters('(uint256 requestFid, address requestSigner, bytes signature, uint256 deadline)'),
    [{ requestFid: 9152n, requestSigner: '0x000000000000000000000000000000000000dEaD', signature: '0x01', deadline: 1n }],
  );
  const events = [{ signerEventBody: { key, eventType, metadata: Buffer.from(hexToBytes(metadata)).toString('base64') } }];
  vi.stubGlobal('fetch', async (url: URL | string) => {
    const known = new URL(url).searchParams.get('fid') === '3621';
    return Response.json({ events: known ? events : [] }, { status });
  });
}
const receive = miniAppWebhook({ findAppKey: hubAppKeys({ url: 'https://hub.example' }), origins: [HOST] });
const fault = (body: unknown) =>
  receive(bytes(body)).then(
    () => 'accepted',
    error => [error.status, error.code, error.retryable],
  );

afterEach(() => vi.unstubAllGlobals());

describe("a Farcaster client's webhook", () => {
  it.each([
    [
      { event: 'miniapp_added', notificationDetails: TOKEN },
      { says: 'may-notify', ...TOKEN },
    ],
    [{ event: 'miniapp_added' }, { says: 'nothing' }],
    [{ event: 'miniapp_removed' }, { says: 'may-not-notify' }],
    [
      { event: 'notifications_enabled', notificationDetails: TOKEN },
      { says: 'may-notify', ...TOKEN },
    ],
    [{ event: 'notifications_disabled' }, { says: 'may-not-notify' }],
    [
      { event: 'frame_added', notificationDetails: TOKEN },
      { says: 'may-notify', ...TOKEN },
    ],
  ])('is read as the published library reads it: %j', async (event, meaning) => {
    const signed = sign(event);
    hubWith(keyOf(signed));
    const theirs = await parseWebhookEvent(signed, createVerifyAppKeyWithHub('https://hub.example'));
    expect(await receive(bytes(signed))).toEqual({ fid: theirs.fid, appFid: theirs.appFid, ...meaning });
    expect(theirs).toMatchObject({ fid: 3621, appFid: 9152, event: { event: event.event.replace('frame_', 'miniapp_') } });
  });

  it('is refused when anything in it was changed, or when the key is not of a client of this person', async () => {
    const signed = sign({ event: 'miniapp_added', notificationDetails: TOKEN });
    hubWith(keyOf(signed));
    const forged = sign({ event: 'miniapp_removed' });
    expect(await fault({ ...signed, payload: forged.payload })).toEqual([401, 'hooks/bad-signature', false]);
    expect(await fault({ ...signed, header: sign({}, 5120).header })).toEqual([401, 'hooks/bad-signature', false]);
    expect(await fault({ ...signed, signature: Buffer.alloc(64, 7).toString('base64url') })).toEqual([
      401,
      'hooks/bad-signature',
      false,
    ]);
    expect(await fault({ ...signed, signature: 'AAAA' })).toEqual([401, 'hooks/bad-signature', false]);
    expect(await fault(sign({ event: 'miniapp_removed' }, 5120))).toEqual([401, 'hooks/bad-signature', false]);
    hubWith(keyOf(signed), { eventType: 'SIGNER_EVENT_TYPE_REMOVE' });
    expect(await fault(signed)).toEqual([401, 'hooks/bad-signature', false]);
  });

  it('waits for a registry that does not answer', async () => {
    const signed = sign({ event: 'miniapp_removed' });
    hubWith(keyOf(signed), { status: 500 });
    expect(await fault(signed)).toEqual([503, 'hooks/registry-away', true]);
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('no route');
    });
    expect(await fault(signed)).toEqual([503, 'hooks/registry-away', true]);
  });

  it('may not have us call an address of its own', async () => {
    const signed = sign({ event: 'miniapp_added', notificationDetails: { url: 'http://169.254.169.254/latest', token: 'x' } });
    hubWith(keyOf(signed));
    expect(await fault(signed)).toEqual([400, 'hooks/unknown-host', false]);
  });

  it('is malformed when it is anything else, and never a fault of ours', async () => {
    const signed = sign({ event: 'of another day' });
    hubWith(keyOf(signed));
    expect(await fault(signed)).toEqual([400, 'hooks/malformed', false]);
    const odd = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc
        .record({ header: fc.base64String(), payload: fc.base64String(), signature: fc.base64String() })
        .map(value => JSON.stringify(value)),
      fc.jsonValue().map(value => JSON.stringify(sign(value))),
    );
    await fc.assert(
      fc.asyncProperty(odd, async text => {
        const said = await fault(text);
        expect(said[0]).toBeOneOf([400, 401]);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
