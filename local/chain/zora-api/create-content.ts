import { randomBytes } from 'node:crypto';
import { coinFactoryABI } from '@zoralabs/protocol-deployments';
import { bytesToHex, encodeFunctionData, zeroAddress } from 'viem';
import type { z } from 'zod';
import { ETH_CURVE, encodePoolConfig } from '../../../shared/launches/pool-config.ts';
import { ADDRESSES } from '../addresses.ts';
import type { Clients } from '../clients.ts';
import { type Answer, ok } from './answer.ts';
import type { createRequest } from './request.ts';

const SALT_BYTES = 32;

/** Answers POST /create/content: the call that creates the coin. As at Zora the salt is the server's, so asking twice gives two coins. */
export async function createContent(clients: Clients, request: z.output<typeof createRequest>): Promise<Answer> {
  const { creator, name, symbol, metadata, platformReferrer = zeroAddress } = request;
  const poolConfig = encodePoolConfig(ETH_CURVE);
  const salt = bytesToHex(randomBytes(SALT_BYTES));
  const owners = [...new Set([creator, ...request.additionalOwners])];
  const payout = request.payoutRecipientOverride ?? creator;
  const data = encodeFunctionData({
    abi: coinFactoryABI,
    functionName: 'deploy',
    args: [payout, owners, metadata.uri, name, symbol, poolConfig, platformReferrer, zeroAddress, '0x', salt],
  });
  const predictedCoinAddress = await clients.read.readContract({
    abi: coinFactoryABI,
    address: ADDRESSES.coinFactory,
    functionName: 'coinAddress',
    args: [creator, name, symbol, poolConfig, platformReferrer, salt],
  });
  const calls = [{ to: ADDRESSES.coinFactory, data, value: '0' }];
  return ok({ calls, predictedCoinAddress, backingCurrency: zeroAddress, usedSmartWalletRouting: false });
}
