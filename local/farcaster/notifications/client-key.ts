import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { encodeAbiParameters, parseAbiParameters } from 'viem';

/** The fid of the local client itself, as an app that asks people for a key. */
export const CLIENT_FID = 9152;

/** An Ed25519 private key in PKCS #8 is these bytes and its seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The key with which this client speaks for a person; the same after each start. It opens nothing outside of this machine. */
function keyOf(fid: number) {
  const seed = createHash('sha256').update(`local client key of ${fid}`).digest();
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { key, publicKey: `0x${raw.toString('hex')}` as const };
}

/** A JSON Farcaster Signature of `payload`, as a client sends it to an app. */
export function signEvent(fid: number, payload: object): { header: string; payload: string; signature: string } {
  const { key, publicKey } = keyOf(fid);
  const said = { header: base64url({ fid, type: 'app_key', key: publicKey }), payload: base64url(payload) };
  return { ...said, signature: sign(null, Buffer.from(`${said.header}.${said.payload}`), key).toString('base64url') };
}

/** What a hub answers to `/v1/onChainSignersByFid`: the person's one key, and in its metadata that this client asked for it. */
export function signersOf(fid: number): object {
  const metadata = encodeAbiParameters(
    parseAbiParameters('(uint256 requestFid, address requestSigner, bytes signature, uint256 deadline)'),
    [
      {
        requestFid: BigInt(CLIENT_FID),
        requestSigner: '0x0000000000000000000000000000000000000001',
        signature: '0x',
        deadline: 0n,
      },
    ],
  );
  const body = {
    key: keyOf(fid).publicKey,
    keyType: 1,
    eventType: 'SIGNER_EVENT_TYPE_ADD',
    metadata: Buffer.from(metadata.slice(2), 'hex').toString('base64'),
    metadataType: 1,
  };
  return { events: [{ type: 'EVENT_TYPE_SIGNER', chainId: 10, fid, signerEventBody: body }] };
}
