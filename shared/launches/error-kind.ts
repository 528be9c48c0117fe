import { AppError } from '../kernel/app-error.ts';
import { UPSTREAMS, type Upstream } from './circuit-breaker.ts';

/**
 * What went wrong with a launch, by what mends it.
 * - `network`: a service is away or lags; waiting mends it, and the circuit breaker counts it.
 * - `gas`: fees, limits or the wallet's balance; waiting or a higher fee mends it.
 * - `nonce`: the nonce is not ours any more, or not yet due; another one, or filling the gap before it, mends it.
 * - `execution`: the chain or the rules refuse the call itself; a few tries, then a person.
 * - `fault`: anything that we did not foresee.
 */
export type ErrorKind = 'network' | 'gas' | 'nonce' | 'execution' | 'fault';

const KINDS: Record<string, ErrorKind> = {
  'chain/away': 'network',
  'chain/wrong-chain': 'network',
  'witness/differs': 'network',
  'witness/silent': 'network',
  'witness/apart': 'network',
  'ipfs/away': 'network',
  'signer/away': 'network',
  'launches/creation-not-found': 'network',
  'launches/wallet-empty': 'gas',
  'launches/wallet-refuses': 'gas',
  'launches/fee-too-low': 'gas',
  'launches/nonce-lost': 'nonce',
  'launches/nonce-too-high': 'nonce',
  'launches/too-many-waiting': 'nonce',
};

/** The kind of whatever a step threw. */
export function kindOf(error: unknown): ErrorKind {
  if (!(error instanceof AppError)) return 'fault';
  const kind = KINDS[error.code];
  return kind ?? (error.code.startsWith('launches/') || error.code.startsWith('signer/') ? 'execution' : 'fault');
}

/** The service whose absence an error tells of. */
export function upstreamIn(error: unknown): Upstream | null {
  if (!(error instanceof AppError) || kindOf(error) !== 'network') return null;
  const [service] = error.code.split('/');
  return UPSTREAMS.find(upstream => upstream === service) ?? null;
}
