import { parseAbi, parseAbiParameters } from 'viem';
import { POOL_KEY } from './pool-key.ts';

// Uniswap's Universal Router and its v4 plans: `execute` and the inputs of the commands and actions that router-call.ts and router-actions.ts decode.
export const EXECUTE_UNTIL = 'function execute(bytes commands, bytes[] inputs, uint256 deadline) payable';
export const EXECUTE = parseAbi([EXECUTE_UNTIL, 'function execute(bytes commands, bytes[] inputs) payable']);
export const V4_PLAN = parseAbiParameters('bytes actions, bytes[] parameters');
export const EXACT_IN_SINGLE = parseAbiParameters([
  'Swap swap',
  'struct Swap { PoolKey poolKey; bool zeroForOne; uint128 amountIn; uint128 amountOutMinimum; bytes hookData; }',
  POOL_KEY,
]);
const PATH_KEY =
  'struct PathKey { address intermediateCurrency; uint256 fee; int24 tickSpacing; address hooks; bytes hookData; }';
/**
 * Version 2.0 of the router, which stands on Base, and 2.1, which may hold a floor for each hop too. A call does not say for
 * which it was made, and either router reads both: 2.0 takes the place of the hops' floors for the amount, and the amount for the
 * floor. So what is in the longer layout is not believed about its floor.
 */
export const EXACT_IN = parseAbiParameters([
  'Swap swap',
  'struct Swap { address currencyIn; PathKey[] path; uint128 amountIn; uint128 amountOutMinimum; }',
  PATH_KEY,
]);
export const EXACT_IN_BY_HOP = parseAbiParameters([
  'Swap swap',
  'struct Swap { address currencyIn; PathKey[] path; uint256[] maxHopSlippage; uint128 amountIn; uint128 amountOutMinimum; }',
  PATH_KEY,
]);
export const V3_EXACT_IN = parseAbiParameters(
  'address recipient, uint256 amountIn, uint256 amountOutMinimum, bytes path, bool payerIsUser',
);
export const PERMIT_SINGLE = parseAbiParameters([
  'Permit permit, bytes signature',
  'struct Permit { Details details; address spender; uint256 sigDeadline; }',
  'struct Details { address token; uint160 amount; uint48 expiration; uint48 nonce; }',
]);
export const CURRENCY_AMOUNT = parseAbiParameters('address currency, uint256 amount');
export const MOVE = parseAbiParameters('address token, address recipient, uint160 amount');
export const SETTLE = parseAbiParameters('address currency, uint256 amount, bool payerIsUser');
export const TAKE = parseAbiParameters('address currency, address recipient, uint256 amount');
export const RECIPIENT_AMOUNT = parseAbiParameters('address recipient, uint256 amount');
