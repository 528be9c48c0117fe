import { describe, expect, it } from 'vitest';
import { chainsQuery, movesQuery } from '../web/features/chains/chain-queries.ts';
import { freeTakesQuery } from '../web/features/chains/free-takes-query.ts';
import { answerCopy, copiesQuery } from '../web/features/moderation/copy-queries.ts';
import { holdsQuery, sendAppeal } from '../web/features/moderation/holds-query.ts';
import { decide, waitingQuery } from '../web/features/moderation/moderation-queries.ts';
import { sendReport } from '../web/features/moderation/send-report.ts';
import { supabase } from '../web/lib/supabase.ts';
import { CLIMBING, NIA, openQueries, STRANGER } from './open-queries.ts';

const { client, run, signIn } = openQueries(28_580);

describe('what the app asks of the database about what is reported, held and hidden', () => {
  it('a report, once and again', async () => {
    await signIn(STRANGER);
    await sendReport({ kind: 'take', id: CLIMBING }, 'spam', '');
    await sendReport({ kind: 'take', id: CLIMBING }, 'hate', 'again');
    expect(await supabase().from('reports').select('reason')).toMatchObject({ data: [{ reason: 'spam' }] });
  });

  it('what is held: hidden by an operator, appealed against, answered; two claims on a take as one', async () => {
    const [LIKE, COPY, OLDER] = ['103', '104', '105'].map(end => `00000000-0000-4000-8000-000000000${end}`);
    const CHAIN = '00000000-0000-4000-8000-0000000000d1';
    await run(`insert into private.operators (user_id) values ('${STRANGER}');
        insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by) values ('${CHAIN}', 'song', 'Round', '{ROUND}', 'teal', '${NIA}');
        insert into public.copy_claims (performance_id, of_performance_id, because, difference) values ('${COPY}', '${LIKE}', 'alike', 0.1), ('${COPY}', '${OLDER}', 'same-bytes', null)`);
    const asOperator = () => signIn(STRANGER);
    const held = async () => {
      await signIn(NIA);
      return client.fetchQuery(holdsQuery(NIA));
    };
    await asOperator();
    await decide({ kind: 'chain', id: CHAIN }, 'hide', 'Hateful title');
    expect(await client.fetchQuery(chainsQuery)).toEqual([]);
    const [chain, copy] = await held();
    expect(chain).toMatchObject({ kind: 'chain', title: 'Round', note: 'Hateful title', state: 'open' });
    expect(copy).toMatchObject({ id: COPY, because: 'copy', state: 'open', like: [{ title: 'Take 3' }, { title: 'Take 5' }] });
    if (!chain || !copy) throw new Error('nothing is held');
    for (const hold of [chain, copy]) await sendAppeal(hold, 'It is mine');
    await expect(sendAppeal(chain, 'Again')).rejects.toMatchObject({ code: 'moderation/changed' });
    expect((await held()).map(({ state, appeal }) => [state, appeal])).toEqual(Array(2).fill(['waiting', 'It is mine']));
    await asOperator();
    expect(await client.fetchQuery(holdsQuery(STRANGER))).toEqual([]);
    expect((await client.fetchQuery(waitingQuery))[0]).toMatchObject({
      kind: 'chain',
      hidden: true,
      creator: { name: 'Nia' },
      note: 'Hateful title',
      appeal: 'It is mine',
    });
    const [waiting, ...more] = await client.fetchQuery(copiesQuery);
    expect([waiting?.claims.length, waiting?.note, waiting?.appeal, more]).toEqual([2, null, 'It is mine', []]);
    const claims = waiting?.claims.map(({ claim }) => claim) ?? [];
    await answerCopy(claims, 'own', 'I heard both');
    await expect(answerCopy(claims, 'copy', 'Or not')).rejects.toMatchObject({ code: 'moderation/changed' });
    await decide({ kind: 'chain', id: CHAIN }, 'show', 'Not hateful');
    expect(await client.fetchQuery(chainsQuery)).toMatchObject([{ title: 'Round' }]);
    expect((await held()).map(({ state, note }) => [state, note])).toEqual([
      ['cleared', 'Not hateful'],
      ['cleared', 'I heard both'],
    ]);
  });

  it('one move of a chain: hidden, its place stays; its dancer alone sees it, and why', async () => {
    const [CHAIN, FIRST, SECOND] = ['d2', 'd3', 'd4'].map(end => `00000000-0000-4000-8000-0000000000${end}`) as [
      string,
      string,
      string,
    ];
    await run(`insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by) values ('${CHAIN}', 'dance', 'Steps', '{STEPS}', 'teal', '${STRANGER}');
        insert into public.dance_moves (id, chain_id, parent_id, depth, user_id, name) values
          ('${FIRST}', '${CHAIN}', null, 1, '${STRANGER}', 'Wave'), ('${SECOND}', '${CHAIN}', '${FIRST}', 2, '${NIA}', 'Rude turn')`);
    await signIn(STRANGER);
    const [free] = await client.fetchQuery(freeTakesQuery(NIA, 'song'));
    const beside = (take: string | null) =>
      run('update public.dance_moves set performance_id = $1 where id = $2', [take, SECOND]);
    await beside(free?.id ?? '');
    client.clear();
    expect(await client.fetchQuery(freeTakesQuery(NIA, 'song'))).not.toContainEqual(free);
    await beside(null);
    await sendReport({ kind: 'move', id: SECOND }, 'hate', '');
    client.clear();
    const [waiting] = await client.fetchQuery(waitingQuery);
    expect(waiting).toMatchObject({ kind: 'move', id: SECOND, pageId: CHAIN, title: 'Rude turn in Steps', reports: 1 });
    await decide({ kind: 'move', id: SECOND }, 'hide', 'Rude');
    client.clear();
    const seen = await client.fetchQuery(movesQuery(CHAIN));
    expect(seen.map(link => ('name' in link ? link.name : link))).toEqual([
      'Wave',
      { id: SECOND, parentId: FIRST, depth: 2, createdAt: expect.any(Number) },
    ]);
    await signIn(NIA);
    expect(await client.fetchQuery(movesQuery(CHAIN))).toMatchObject([{ hidden: false }, { name: 'Rude turn', hidden: true }]);
    const hold = (await client.fetchQuery(holdsQuery(NIA))).find(({ kind }) => kind === 'move');
    expect(hold).toMatchObject({ id: SECOND, title: 'Rude turn in Steps', note: 'Rude', state: 'open' });
    if (hold) await sendAppeal(hold, 'It is a turn');
    await signIn(STRANGER);
    await decide({ kind: 'move', id: SECOND }, 'show', 'So it is');
    client.clear();
    expect(await client.fetchQuery(movesQuery(CHAIN))).toMatchObject([{ name: 'Wave' }, { name: 'Rude turn', hidden: false }]);
  });
});
