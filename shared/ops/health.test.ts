import { expect, it } from 'vitest';
import type { UnixMs } from '../kernel/units.ts';
import { checkParts, type HealthPorts, PARTS } from './health.ts';

const fine = Object.fromEntries(PARTS.map(part => [part, async () => {}])) as HealthPorts['probes'];
const now = 1_800_000_000_000 as UnixMs;

it('notes which parts answer; one that does not hides none of the others', async () => {
  const noted: unknown[] = [];
  const probes = { ...fine, chain: () => Promise.reject(new Error('away')) };
  const ports: HealthPorts = { claimCheck: async () => true, note: async seen => void noted.push(...seen), probes };
  expect(await checkParts(ports, now)).toBe(true);
  expect(noted).toEqual(PARTS.map(part => ({ part, answers: part !== 'chain' })));
});

it('asks nobody when somebody else just did', async () => {
  const asked: string[] = [];
  const probes = { ...fine, ipfs: async () => void asked.push('ipfs') };
  expect(await checkParts({ claimCheck: async () => false, note: async () => {}, probes }, now)).toBe(false);
  expect(asked).toEqual([]);
});
