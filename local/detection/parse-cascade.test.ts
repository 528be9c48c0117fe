import { describe, expect, it } from 'vitest';
import { parseCascade } from './parse-cascade.ts';

describe('parseCascade', () => {
  it('reads short events and long ones, with what is unknown as null', () => {
    const line = '{"id":"c","n":99,"root":{"followers":-1},"ev":[[5,7],[6,"b",10,1,0,0.8,400],[-3,9,-1,-1,-1,null,-1]]}';
    expect(parseCascade(line, 1)).toEqual({
      id: 'c',
      root: { followers: null },
      creator: null,
      deliveries: [
        { t: 5, actor: '7', followers: null, kind: 0, secondHand: false, score: null, ageDays: null },
        { t: 6, actor: 'b', followers: 10, kind: 1, secondHand: true, score: 0.8, ageDays: 400 },
        { t: 0, actor: '9', followers: null, kind: -1, secondHand: false, score: null, ageDays: null },
      ],
    });
  });

  it('keeps ids apart that are longer than a number holds', () => {
    const { id, deliveries } = parseCascade(
      '{"id":90071992547409931,"ev":[[1,100000000000000001],[2.5000000000000001,100000000000000002]]}',
      1,
    );
    expect(id).toBe('90071992547409931');
    expect(deliveries.map(({ t, actor }) => [t, actor])).toEqual([
      [1, '100000000000000001'],
      [2.5, '100000000000000002'],
    ]);
  });

  it('names the line that it cannot read', () => {
    expect(() => parseCascade('{"id":"c"}', 12)).toThrow('line 12 is no cascade');
    expect(() => parseCascade('{"id":"c","ev":[["x",1]]}', 3)).toThrow('line 3');
    expect(() => parseCascade('not json', 4)).toThrow('line 4');
    expect(() => parseCascade('null', 5)).toThrow('line 5');
    expect(() => parseCascade('{"id":"c","ev":[[1,"a"],null]}', 6)).toThrow('line 6 is no cascade: event 1 is no list');
    expect(() => parseCascade('{"id":"c","ev":[[1,"a"],[null,"b"]]}', 7)).toThrow('event 1 has no time or actor');
  });

  it('takes nulls, odd values and more fields than it knows for unknown', () => {
    const line =
      '{"id":7,"root":{"followers":null,"creator":12,"x":1},"ev":[[5,7,null,null,null,null,null,"more"],[6,8,"many",9,"p","x",{}],[7,9,-1,0,-1,97]]}';
    const nothingKnown = { followers: null, kind: 0, secondHand: false, score: null, ageDays: null };
    expect(parseCascade(line, 1)).toEqual({
      id: 7,
      root: { followers: null },
      creator: '12',
      deliveries: [
        { t: 5, actor: '7', ...nothingKnown },
        { t: 6, actor: '8', ...nothingKnown },
        { t: 7, actor: '9', ...nothingKnown },
      ],
    });
    expect(parseCascade('{"id":"c","root":null,"ev":[]}', 1).deliveries).toEqual([]);
  });
});
