import { type Address, type Hex, hexToBigInt, hexToNumber } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { z } from 'zod';
import { listen } from '../listen.ts';

const hex = z.string().regex(/^0x[0-9a-f]*$/i) as unknown as z.ZodType<Hex>;
const requestSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.number(), z.string()]),
  method: z.literal('eth_signTransaction'),
  params: z.tuple([
    z.object({
      from: hex,
      to: hex,
      data: hex,
      value: hex,
      chainId: hex,
      nonce: hex,
      gas: hex,
      maxFeePerGas: hex,
      maxPriorityFeePerGas: hex,
    }),
  ]),
});

/** What the signer allows, whatever it is asked: the contracts that it calls, and the highest fee of one transaction, in wei. */
export type SignerRules = { to: readonly Address[]; chainId: number; mostFee: bigint };

/** Stands in for a signing service (web3signer's `eth_signTransaction`) with a key and rules of its own. Returns what closes it. */
export function startSigner(
  { port, token, privateKey }: { port: number; token: string; privateKey: Hex },
  rules: SignerRules,
): Promise<() => Promise<void>> {
  const account = privateKeyToAccount(privateKey);
  return listen({ part: 'the signer', host: '127.0.0.1', port }, async request => {
    if (request.headers.get('authorization') !== `Bearer ${token}`) return new Response(null, { status: 401 });
    const asked = requestSchema.safeParse(await request.json());
    if (!asked.success) return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32602, message: 'Invalid params' } });
    const { id, params } = asked.data;
    const [{ from, to, data, ...numbers }] = params;
    const fees = {
      maxFeePerGas: hexToBigInt(numbers.maxFeePerGas),
      maxPriorityFeePerGas: hexToBigInt(numbers.maxPriorityFeePerGas),
    };
    const gas = hexToBigInt(numbers.gas);
    const allowed =
      from.toLowerCase() === account.address.toLowerCase() &&
      rules.to.some(address => address.toLowerCase() === to.toLowerCase()) &&
      hexToNumber(numbers.chainId) === rules.chainId &&
      hexToBigInt(numbers.value) === 0n &&
      gas * fees.maxFeePerGas <= rules.mostFee;
    if (!allowed) return Response.json({ jsonrpc: '2.0', id, error: { code: -32010, message: 'Refused by the signer’s rules' } });
    const unsigned = { to, data, value: 0n, chainId: rules.chainId, nonce: hexToNumber(numbers.nonce), gas, ...fees };
    return Response.json({ jsonrpc: '2.0', id, result: await account.signTransaction({ type: 'eip1559', ...unsigned }) });
  });
}
