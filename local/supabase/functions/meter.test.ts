import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeMeter } from './meter.ts';

test('One call at a time gets exactly what was used while it ran', () => {
  const costs: number[] = [];
  const meter = makeMeter(ms => costs.push(ms));
  const first = meter.begin(0, () => 100);
  meter.end(first, 10, () => 107);
  // 50 ms of work between the calls belong to nobody.
  const second = meter.begin(20, () => 157);
  meter.end(second, 21, () => 158);
  expect(costs).toEqual([7, 1]);
});

test('Calls that overlap share by the time that each was in flight', () => {
  const costs: number[] = [];
  const meter = makeMeter(ms => costs.push(ms));
  const long = meter.begin(0, () => 0);
  const short = meter.begin(30, () => null);
  meter.end(short, 40, () => null);
  meter.end(long, 40, () => 10);
  expect(costs.sort()).toEqual([2, 8]);
});

test('Whatever the order of events, the shares add up to what was used while calls were in flight', () => {
  const event = fc.record({ kind: fc.constantFrom('begin', 'end', 'read'), after: fc.nat(20), used: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), events => {
      let [now, cpu, used, shared] = [0, 0, 0, 0];
      const meter = makeMeter(ms => {
        shared += ms;
      });
      const open: ReturnType<typeof meter.begin>[] = [];
      const finish = () => {
        const call = open.shift();
        if (call) meter.end(call, now, () => cpu);
      };
      for (const { kind, after, used: ms } of events) {
        now += after;
        cpu += ms;
        if (open.length > 0) used += ms;
        if (kind === 'begin') open.push(meter.begin(now, () => cpu));
        else if (kind === 'end') finish();
        else if (!meter.isIdle()) meter.read(now, cpu);
      }
      while (open.length > 0) finish();
      expect(shared).toBeCloseTo(used, 6);
    }),
    { seed: 7, numRuns: 500 },
  );
});
