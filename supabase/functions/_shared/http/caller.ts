import { networkOf } from '../../../../shared/ops/network-of.ts';

/**
 * The network that a request came from. The host's edge writes `cf-connecting-ip` itself, whatever a caller sent;
 * `x-forwarded-for` begins with what the caller says and is not asked.
 */
export function callerNetwork(request: Request): string {
  return networkOf(request.headers.get('cf-connecting-ip') ?? '');
}
