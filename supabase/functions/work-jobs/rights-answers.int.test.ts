import { describe, expect, it } from 'vitest';
import { fileOf, openCopiesWorld } from '../../../local/copies/testing/copies-world.ts';
import { recording } from '../../../shared/moderation/testing/recordings.ts';
import type { Transaction } from '../_shared/adapters/database.ts';

const { admin, person, post, work, claimsOn, cross, asOperator } = openCopiesWorld(28_470);

/** Does the second while the first is not committed: it has to wait for that. */
async function beside(first: (tx: Transaction) => Promise<unknown>, second: () => Promise<unknown>): Promise<void> {
  let later: Promise<unknown> = Promise.resolve();
  await admin.begin(async tx => {
    await first(tx);
    later = second();
    later.catch(() => {});
    const waiting = async () => (await admin`select from pg_stat_activity where wait_event_type = 'Lock'`).length;
    await expect.poll(waiting).toBe(1);
  });
  await later;
}

/** Somebody's song that somebody else posted again, which an operator is asked about. */
async function heldCopy(seed: number) {
  const [nia, jonas, operator] = [await person(), await person(), await person()];
  await admin`insert into private.operators (user_id) values (${operator})`;
  const song = fileOf(recording(seed, 8));
  await post(nia, song);
  const held = await post(jonas, song);
  await work();
  const [claim] = await claimsOn(held.id);
  return { jonas, operator, held, claim: BigInt(claim?.id) };
}

describe('a copy that is held', () => {
  it('waits for an operator, who can let it go; the person may appeal once', async () => {
    const { jonas, operator, held, claim } = await heldCopy(11);
    await cross(held.id);
    await asOperator(operator, claim, 'copy');
    const status = async () => (await admin`select status from public.viral_queue where performance_id = ${held.id}`)[0]?.status;
    expect(await status()).toBe('held');
    await expect(asOperator(operator, claim, 'own')).rejects.toThrow('answered this already');
    await expect(asOperator(jonas, claim, 'own')).rejects.toThrow('Only operators');
    await admin.begin(async tx => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ role: 'authenticated', sub: jonas })}, true)`;
      await tx`set local role authenticated`;
      await tx`update public.copy_claims set appeal = 'We wrote it together.' where id = ${claim}`;
      expect((await tx`update public.copy_claims set appeal = 'Again' where id = ${claim}`).count).toBe(0);
    });
    await asOperator(operator, claim, 'own');
    expect(await status()).toBe('detected');
  });

  it('is appealed against while an operator answers: that is answered, too', async () => {
    const { operator, held, claim } = await heldCopy(19);
    await admin.begin(async tx => {
      await tx`select now()`;
      await asOperator(operator, claim, 'copy');
      await tx`update public.copy_claims set appeal = 'We wrote it together.' where id = ${claim}`;
    });
    await asOperator(operator, claim, 'own');
    expect(await claimsOn(held.id)).toMatchObject([{ decision: 'own' }]);
  });

  it('that was hidden, too, goes on when both end at once: neither takes the other for still there', async () => {
    const { operator, held, claim } = await heldCopy(12);
    await cross(held.id);
    await admin`update public.performances set status = 'hidden' where id = ${held.id}`;
    await beside(
      async tx => {
        await tx`update public.performances set status = 'live' where id = ${held.id}`;
        await tx`select private.release_launch(${held.id})`;
      },
      () => asOperator(operator, claim, 'own'),
    );
    expect(await admin`select status, last_error from public.viral_queue where performance_id = ${held.id}`).toEqual([
      { status: 'detected', last_error: null },
    ]);
  });

  it('let go beside another one of the same ticker: one of them keeps it', async () => {
    const takes = [await post(await person(), fileOf(recording(92, 8))), await post(await person(), fileOf(recording(93, 8)))];
    const [one, two] = takes.map(({ id }) => id) as [string, string];
    for (const id of [one, two]) await cross(id);
    await admin`
      update public.viral_queue set ticker = 'TWICE', status = 'held', last_error = 'An operator hid this take.'
      where performance_id in (${one}, ${two})`;
    await beside(
      async tx => tx`select private.release_launch(${one})`,
      async () => admin`select private.release_launch(${two})`,
    );
    const released = await admin`select status, ticker from public.viral_queue where performance_id in (${one}, ${two})`;
    expect(released.map(({ status }) => status)).toEqual(['detected', 'detected']);
    expect(released.map(({ ticker }) => ticker)).toEqual(expect.arrayContaining(['TWICE', null]));
  });

  it('let go while somebody’s card is opened with its ticker: the card has it, and the launch is offered another one', async () => {
    const takes = [await post(await person(), fileOf(recording(94, 8))), await post(await person(), fileOf(recording(95, 8)))];
    const [held, other] = takes.map(({ id }) => id) as [string, string];
    for (const id of [held, other]) await cross(id);
    await admin`
      update public.viral_queue set ticker = 'WANTED', status = 'held', last_error = 'An operator hid this take.',
        consented_at = now(), consent_expires_at = now() + interval '1 hour'
      where performance_id = ${held}`;
    await beside(
      async tx =>
        tx`update public.viral_queue set ticker = 'WANTED', status = 'awaiting_consent' where performance_id = ${other}`,
      async () => admin`select private.release_launch(${held})`,
    );
    expect(await admin`select status, ticker, consented_at from public.viral_queue where performance_id = ${held}`).toEqual([
      { status: 'detected', ticker: null, consented_at: null },
    ]);
  });
});
