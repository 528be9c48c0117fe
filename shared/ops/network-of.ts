/**
 * The network that an IP address stands for: an IPv4 address itself, the /64 of an IPv6 address, which one household gets whole.
 * Anything else is one network that all such callers share.
 */
export function networkOf(address: string): string {
  const plain = address.trim().toLowerCase();
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/.exec(plain)?.[1];
  if (v4) return v4;
  if (!/^[0-9a-f:]+(?:%.*)?$/.test(plain) || !plain.includes(':')) return 'unknown';
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
