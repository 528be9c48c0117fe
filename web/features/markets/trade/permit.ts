import type { TypedDataDefinition } from 'viem';
import { PERMIT2 } from '../../../../shared/markets/base-contracts.ts';
import { PERMIT_SINGLE_TYPES } from '../../../../shared/markets/permit-types.ts';
import { TRADE_SECONDS } from '../../../../shared/markets/trade-call.ts';
import { BASE_CHAIN_ID } from '../../../lib/base.ts';
import type { Address } from '../coin.ts';
import type { ZoraPermit } from './zora-quote.ts';

/** The permit that is signed: exactly the amount of this sale and a short life, whatever the answer proposed; the nonce is the chain's. */
export function narrowPermit(proposed: ZoraPermit, facts: { amountIn: bigint; nonce: number; nowSeconds: number }): ZoraPermit {
  const end = facts.nowSeconds + TRADE_SECONDS;
  return {
    details: {
      token: proposed.details.token as Address,
      amount: facts.amountIn.toString(),
      expiration: Math.min(proposed.details.expiration, end),
      nonce: facts.nonce,
    },
    spender: proposed.spender as Address,
    sigDeadline: String(Math.min(Number(proposed.sigDeadline), end)),
  };
}

/** The EIP-712 data of a Permit2 permit. */
export function permitTypedData(permit: ZoraPermit): TypedDataDefinition {
  return {
    domain: { name: 'Permit2', chainId: BASE_CHAIN_ID, verifyingContract: PERMIT2 },
    types: PERMIT_SINGLE_TYPES,
    primaryType: 'PermitSingle',
    message: {
      details: { ...permit.details, amount: BigInt(permit.details.amount) },
      spender: permit.spender,
      sigDeadline: BigInt(permit.sigDeadline),
    },
  };
}
