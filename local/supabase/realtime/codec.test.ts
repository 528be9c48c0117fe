import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePush, decodeText, encodeBroadcast, encodeText } from './codec.ts';

test('Both versions carry the same message', () => {
  const message = { joinRef: '1', ref: '2', topic: 'realtime:x', event: 'phx_join', payload: { a: 1 } };
  expect(decodeText(encodeText(1, message))).toEqual(message);
  expect(decodeText(encodeText(2, message))).toEqual(message);
});

test('What is no message is nothing', () => {
  for (const text of ['', '{}', '[1,2,3]', 'null', '{"topic":1,"event":"x"}']) expect(decodeText(text)).toBeNull();
  expect(decodePush(Buffer.from([9, 0, 0, 0, 0, 0, 0]))).toBeNull();
  expect(decodePush(Buffer.from([3, 200, 0, 0, 0, 0, 1]))).toBeNull();
});

test('Any bytes are read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), bytes => {
      decodePush(Buffer.from(bytes));
      decodeText(Buffer.from(bytes).toString());
    }),
    { seed: 3, numRuns: 1000 },
  );
});

test('A broadcast keeps every digit of its JSON', () => {
  const frame = encodeBroadcast(2, 'realtime:x', 'tick', { json: '{"wei":123456789012345678901}' }, { id: 'm' });
  expect(frame).toBe(
    '[null,null,"realtime:x","broadcast",{"event":"tick","type":"broadcast","payload":{"wei":123456789012345678901},"meta":{"id":"m"}}]',
  );
});

test('Bytes go to clients of version 2 only', () => {
  const bytes = Buffer.from([1, 2, 3]);
  expect(encodeBroadcast(1, 'realtime:é', 'x', { bytes })).toBeNull();
  const frame = encodeBroadcast(2, 'realtime:é', 'x', { bytes }) as Buffer;
  expect([...frame.subarray(0, 5)]).toEqual([4, Buffer.byteLength('realtime:é'), 1, 0, 0]);
  expect(frame.subarray(-3)).toEqual(bytes);
});
