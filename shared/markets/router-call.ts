import { type Address, decodeAbiParameters, decodeFunctionData, encodeFunctionData, type Hex, parseAbi, size, slice } from 'viem';
import { lowerAddress } from '../kernel/hex.ts';
import { EXECUTE, EXECUTE_UNTIL, MOVE, PERMIT_SINGLE, RECIPIENT_AMOUNT, TAKE, V3_EXACT_IN, V4_PLAN } from './router-abi.ts';
import { actionStep, swapStep } from './router-actions.ts';
import { byteAt, type RouterStep, recipientOf } from './router-step.ts';

export type RouterCall = { deadline: bigint | null; steps: RouterStep[] };

/**
 * What the calldata of `execute` does, step by step.
 * @throws Error for anything but the few commands that a plain trade on Uniswap v4 needs; a command that may fail silently is one of these.
 */
export function decodeRouterCall(data: Hex): RouterCall {
  const [commands, inputs, deadline] = decodeFunctionData({ abi: EXECUTE, data }).args;
  if (size(commands) !== inputs.length) throw new Error('commands and inputs differ in number');
  const steps = inputs.flatMap((input, i) => commandSteps(byteAt(commands, i), input));
  return { deadline: deadline ?? null, steps };
}

/**
 * The same steps in a call of our own making, which the router takes until `end` (unix seconds), or until the call's own end
 * where that is sooner. What came after the steps is left out.
 * @throws Error for what is no `execute`
 */
export function endRouterCall(data: Hex, end: bigint): Hex {
  const [commands, inputs, own] = decodeFunctionData({ abi: EXECUTE, data }).args;
  const deadline = own === undefined || own > end ? end : own;
  return encodeFunctionData({ abi: parseAbi([EXECUTE_UNTIL]), args: [commands, inputs, deadline] });
}

function commandSteps(command: number, input: Hex): RouterStep[] {
  switch (command) {
    case 0x00: {
      const [recipient, amountIn, minimum, path, byCaller] = decodeAbiParameters(V3_EXACT_IN, input);
      const { first, last } = endsOf(path);
      return [{ ...swapStep(first, last, amountIn, minimum), recipient: recipientOf(recipient), byCaller }];
    }
    case 0x02: {
      const [token, recipient, amount] = decodeAbiParameters(MOVE, input);
      return [{ kind: 'move', token: lowerAddress(token), recipient: recipientOf(recipient), amount }];
    }
    case 0x04: {
      const [token, recipient, least] = decodeAbiParameters(TAKE, input);
      return [{ kind: 'sweep', token: lowerAddress(token), recipient: recipientOf(recipient), least }];
    }
    case 0x0a: {
      const [{ details, spender }] = decodeAbiParameters(PERMIT_SINGLE, input);
      return [{ kind: 'permit', token: lowerAddress(details.token), amount: details.amount, spender: lowerAddress(spender) }];
    }
    case 0x0b:
    case 0x0c: {
      const [recipient, amount] = decodeAbiParameters(RECIPIENT_AMOUNT, input);
      return [{ kind: command === 0x0b ? 'wrap' : 'unwrap', recipient: recipientOf(recipient), amount }];
    }
    case 0x10: {
      const [actions, parameters] = decodeAbiParameters(V4_PLAN, input);
      if (size(actions) !== parameters.length) throw new Error('actions and parameters differ in number');
      return parameters.map((parameter, i) => actionStep(byteAt(actions, i), parameter));
    }
    default:
      throw new Error(`command 0x${command.toString(16)} has no place in a trade`);
  }
}

/** The two tokens at the ends of a Uniswap v3 path: token, fee (3 bytes), token, and so on. */
function endsOf(path: Hex): { first: Address; last: Address } {
  const bytes = size(path);
  if (bytes < 43 || (bytes - 20) % 23 !== 0) throw new Error('a path that is none');
  return { first: slice(path, 0, 20), last: slice(path, bytes - 20) };
}
