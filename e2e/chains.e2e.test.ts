import { setImmediate } from 'node:timers/promises';
import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { urlOf } from '../local/config.ts';
import { testUsers } from '../local/farcaster/users.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { BODIES, type Body, DANCES, dancer, type Performance } from '../shared/chains/testing/dancer.ts';
import { drawDancer } from '../shared/chains/testing/draw-dancer.ts';
import type { Picture } from '../shared/chains/testing/paint-tube.ts';
import { makeMedia } from '../shared/media/testing/make-media.ts';
import { filmOf } from './film-of.ts';
import { launchFilmed } from './launch-filmed.ts';
import { type Client, launchBrowser, openClient } from './open-client.ts';
import { type StoryWorld, startWorld } from './start-world.ts';
import { approve, signIn } from './wallet.ts';

/** A model looks at some dozens of pictures, without a graphics card, and perhaps on a busy machine: what it comes to counts, not when. */
const READING = { timeout: 300_000 };
let world: StoryWorld;
let browser: Browser;
let filmed: Browser | undefined;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), filmed?.close()]);
  await world?.end();
});

const ask = (sql: string) => withDatabase(world.supabase.url, async db => (await db.query(sql)).rows);

/** A file of pose data: one dance after the other. */
function recording(names: readonly (keyof typeof DANCES)[], options: Performance = {}) {
  const ms = 1_800;
  const frames = names.flatMap((name, place) =>
    dancer(DANCES[name], { ms, fps: 15, ...options }).frames.map(frame => ({ ...frame, t: frame.t + place * (ms + 67) })),
  );
  return { name: 'dance.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ frames })) };
}

/** A dancer starts a chain; another repeats it, adds a move, and is told what the server counted. */
async function danceInAChain(): Promise<void> {
  const nia = await openClient(browser, world.config, { user: 'creator', path: '/chains' });
  await nia.app.getByRole('button', { name: 'Start a chain' }).click();
  const start = nia.app.getByRole('dialog', { name: 'Start a chain' });
  await start.getByLabel('Title').fill('Kitchen floor shuffle');
  await start.getByLabel('Recording of your movement').setInputFiles(recording(['wave']));
  await start.getByLabel('Name of the move').fill('Wave');
  await start.getByRole('button', { name: 'Start the chain' }).click();
  await approve(nia, 'Sign in to GigaVibe');
  await nia.app.getByRole('heading', { name: 'Kitchen floor shuffle' }).waitFor();
  await nia.app.getByText('1 link').waitFor();

  const jonas = await openClient(browser, world.config, { user: 'fan', path: '/chains' });
  const { app } = jonas;
  await app.getByRole('button', { name: /Kitchen floor shuffle/ }).click();
  await app.getByText('not checked against a film').waitFor();
  await app.getByRole('button', { name: 'Add your move' }).click();
  const sheet = app.getByRole('dialog', { name: 'Add your move' });
  await sheet.getByLabel('Name of your move').fill('Kick');
  const file = sheet.getByLabel('Recording of your movement');
  const add = sheet.getByRole('button', { name: /^Add your move/ });
  await file.setInputFiles(recording(['squat', 'kick']));
  await sheet.getByText(/% match.* 80% joins, 65% in each move/).waitFor();
  await expect.poll(() => add.getAttribute('aria-disabled')).toBe('true');
  await file.setInputFiles(recording(['wave', 'kick'], { body: BODIES.broad }));
  await sheet.getByText(/% match.* This joins/).waitFor();
  await add.click();
  await approve(jonas, 'Sign in to GigaVibe');
  const joined = app.getByRole('dialog', { name: 'You joined the chain' });
  await joined.getByText(/^\d+% match/).waitFor();
  const [kick] = await ask("select score, scorer, depth from public.dance_moves where name = 'Kick'");
  expect(kick).toMatchObject({ scorer: 'limbs-2', depth: 2 });
  await joined.getByText(`${kick?.score}% match`).waitFor();
  await joined.getByRole('button', { name: 'See the chain' }).click();
  const carried = app.getByRole('list', { name: 'Who carried it' });
  await carried.getByText('Adds · Kick').waitFor();
  await carried.getByText(`${kick?.score}%`, { exact: true }).waitFor();
  await app.getByText('You could be link 3').waitFor();
  expect([nia.errors, jonas.errors]).toEqual([[], []]);
  await Promise.all([nia.context.close(), jonas.context.close()]);
  await hearOfAnswer(`Jonas Ekström answered in Kitchen floor shuffle with a ${kick?.score}% match.`);
}

/** Who started the chain reads of the answer in the inbox, which leads to it. */
async function hearOfAnswer(words: string): Promise<void> {
  const nia = await openClient(browser, world.config, { user: 'creator', path: '/notices' });
  await signIn(nia);
  await nia.app.getByRole('button', { name: words }).click();
  await nia.app.getByRole('heading', { name: 'Kitchen floor shuffle' }).waitFor();
  expect(nia.errors).toEqual([]);
  await nia.context.close();
}

const FPS = 15;
/** One dance after the other by somebody drawn, whose pictures MediaPipe's own model reads. */
async function pictures(names: readonly (keyof typeof DANCES)[], body: Body): Promise<Picture[]> {
  const drawn: Picture[] = [];
  for (const { landmarks } of names.flatMap(name => dancer(DANCES[name], { ms: 1_400, fps: FPS, body }).frames)) {
    drawn.push(drawDancer(landmarks, 288, 360));
    // The world lives in this process too: it goes on between two pictures.
    await setImmediate();
  }
  return drawn;
}

/** A film is read by MediaPipe’s own model on the device: who films a repeat of known movement, with another body, joins. */
async function joinByFilm(): Promise<void> {
  const nia = await openClient(browser, world.config, { user: 'creator', path: '/chains' });
  await nia.app.getByRole('button', { name: 'Start a chain' }).click();
  const start = nia.app.getByRole('dialog', { name: 'Start a chain' });
  await start.getByLabel('Title').fill('Seen by a camera');
  await start.getByLabel('Name of the move').fill('Wave');
  await start.getByLabel('Recording of your movement').setInputFiles(recording(['wave'], { ms: 1_400 }));
  await start.getByRole('button', { name: 'Start the chain' }).click();
  await approve(nia, 'Sign in to GigaVibe');
  await nia.app.getByRole('heading', { name: 'Seen by a camera' }).waitFor();

  const jonas = await openClient(browser, world.config, { user: 'fan', path: '/chains' });
  const { app } = jonas;
  await app.getByRole('button', { name: /Seen by a camera/ }).click();
  await app.getByRole('button', { name: 'Add your move' }).click();
  const sheet = app.getByRole('dialog', { name: 'Add your move' });
  await sheet.getByLabel('Name of your move').fill('Filmed kick');
  const buffer = await filmOf(jonas.page, await pictures(['wave', 'kick'], BODIES.broad), FPS);
  const film = { name: 'dance.webm', mimeType: 'video/webm', buffer };
  await sheet.getByLabel('Recording of your movement').setInputFiles(film);
  // A match or what went wrong, whichever it is: nobody waits for the other.
  await sheet.getByRole('region', { name: 'Match' }).or(sheet.getByRole('alert')).first().waitFor(READING);
  await sheet.getByText(/% match.* This joins/).waitFor();
  await sheet.getByRole('button', { name: /^Add your move/ }).click();
  await approve(jonas, 'Sign in to GigaVibe');
  await app
    .getByRole('dialog', { name: 'You joined the chain' })
    .getByText(/^\d+% match/)
    .waitFor();
  const [kick] = await ask("select score, depth from public.dance_moves where name = 'Filmed kick'");
  expect(kick).toMatchObject({ depth: 2 });
  expect([nia.errors, jonas.errors]).toEqual([[], []]);
  await Promise.all([nia.context.close(), jonas.context.close()]);
}

/** Who practises before a camera is seen by the same model, in a mirror of their own, and the phrase is danced after a count. */
async function practise(): Promise<void> {
  filmed = await launchFilmed(await pictures(['wave'], BODIES.broad), FPS);
  const [chain] = await ask("select id from public.dance_chains where title = 'Seen by a camera'");
  const { app, errors } = await openClient(filmed, world.config, { user: 'fan', path: `/chains/${chain?.id}`, camera: true });
  await app.getByRole('button', { name: 'Practise' }).click();
  const sheet = app.getByRole('dialog', { name: 'Practise' });
  await sheet.getByRole('button', { name: 'See my match' }).click();
  await sheet.getByText('We see you. The picture stays on this device.').or(sheet.getByRole('alert')).first().waitFor(READING);
  await sheet.getByText('We see you.', { exact: false }).waitFor();
  await sheet.getByRole('button', { name: 'Count me in' }).click();
  await sheet.getByRole('button', { name: 'Stop' }).waitFor();
  await sheet.getByRole('button', { name: 'Count me in' }).waitFor();
  expect(errors).toEqual([]);
  // A camera that is looked at costs half a processor.
  await filmed.close();
}

it('MediaPipe’s own model reads a film of a dancer, who joins, and sees who practises before a camera', async () => {
  await joinByFilm();
  await practise();
}, 800_000);

/** Uploads a song on the page of performing and casts it. */
async function sing({ app }: Client, title: string, seconds: number) {
  await app.getByText(/does not open the camera/).waitFor();
  const buffer = Buffer.from(await makeMedia('song.wav', seconds));
  await app.getByLabel('Clip').setInputFiles({ name: 'song.wav', mimeType: 'audio/wav', buffer });
  await app.getByRole('button', { name: 'Keep this take' }).click();
  await app.getByLabel('Title').fill(title);
  for (const box of await app.getByRole('checkbox').all()) await box.check();
  await app.getByRole('button', { name: 'Post to Farcaster' }).click();
}
const cast = ({ page }: Client) =>
  page.getByRole('dialog', { name: 'Cast' }).getByRole('button', { name: 'Cast', exact: true }).click();

/** A singer starts a song; another performs a verse with credit shown before posting, and both play in a row. */
async function singInAChain(): Promise<void> {
  const nia = await openClient(browser, world.config, { user: 'creator', path: '/perform?chain=new' });
  await sing(nia, 'Harbour round', 3);
  await approve(nia, 'Sign in to GigaVibe');
  await cast(nia);
  const start = nia.app.getByRole('dialog', { name: 'Start a chain' });
  await start.getByRole('radio', { name: /Harbour round/ }).waitFor();
  await start.getByLabel('Title').fill('Harbour');
  await start.getByLabel('Name of the verse').fill('First verse');
  await start.getByRole('button', { name: 'Start the chain' }).click();
  await nia.app.getByRole('button', { name: 'Play First verse by Nia Adeyemi' }).waitFor();
  const [chain] = await ask("select id from public.dance_chains where title = 'Harbour'");

  const jonas = await openClient(browser, world.config, { user: 'fan', path: `/chains/${chain?.id}` });
  const { app } = jonas;
  await app.getByRole('button', { name: 'Add your verse' }).click();
  await app.getByRole('button', { name: 'Sign in to choose a take' }).click();
  await approve(jonas, 'Sign in to GigaVibe');
  await app.getByRole('button', { name: 'Perform one now' }).click();
  await sing(jonas, 'Harbour answer', 4);
  await cast(jonas);
  const sheet = app.getByRole('dialog', { name: 'Add your verse' });
  await sheet.getByRole('radio', { name: /Harbour answer/ }).waitFor();
  await sheet.getByText('You 90%, Nia Adeyemi 10%').waitFor();
  await sheet.getByLabel('Name of your verse').fill('Answer');
  await sheet.getByRole('button', { name: 'Add your verse' }).click();
  await app.getByRole('list', { name: 'Who carried it' }).getByText('Adds · Answer').waitFor();
  await app.getByRole('button', { name: 'Play all' }).click();
  // The first ends by itself, then the second sounds.
  await app.getByRole('button', { name: 'Pause Answer by Jonas Ekström' }).waitFor();
  const [credit] = await ask(
    "select remix.title from public.performances p join public.performances remix on remix.id = p.remix_of where p.title = 'Harbour answer'",
  );
  expect(credit).toEqual({ title: 'Harbour round' });
  expect([nia.errors, jonas.errors]).toEqual([[], []]);
  await Promise.all([nia.context.close(), jonas.context.close()]);
}

/** A creator reads why a take is held and appeals; an operator answers that, and hides a chain. */
async function appealAndHide(): Promise<void> {
  await ask(`insert into private.operators (user_id) select id from public.users where farcaster_fid = ${testUsers.creator.fid}`);
  // Both songs are one tone: the job that looks at rights hears that.
  await expect.poll(() => ask('select decision from public.copy_claims')).toEqual([{ decision: null }]);
  const jonas = await openClient(browser, world.config, { user: 'fan', path: '/stage' });
  await signIn(jonas);
  const held = jonas.app.getByRole('region', { name: /^Harbour answer/ });
  await held.getByText(/sounds like Harbour round/).waitFor();
  await held.getByRole('button', { name: 'Appeal' }).click();
  await held.getByLabel('What should an operator know?').fill('I sang it again for her chain.');
  await held.getByRole('button', { name: 'Send appeal' }).click();
  await held.getByText('An operator reads it and answers here.').waitFor();

  const nia = await openClient(browser, world.config, { user: 'creator', path: '/operator' });
  const { app } = nia;
  await signIn(nia);
  await app.getByRole('tab', { name: 'Copies' }).click();
  await app.getByText('I sang it again for her chain.').waitFor();
  await app.getByRole('textbox', { name: 'Why' }).fill('I heard both: it is his own.');
  await app.getByRole('button', { name: 'Their own' }).click();
  await app.getByText('No take sounds like another.').waitFor();

  const [take] = await ask("select id from public.performances where title = 'Harbour answer'");
  await jonas.page.goto(`${jonas.page.url().split('?')[0]}?user=fan&path=/p/${take?.id}`);
  await jonas.app.getByText('I heard both: it is his own.').waitFor();

  const [chain] = await ask("select id from public.dance_chains where title = 'Harbour'");
  await nia.page.goto(`${nia.page.url().split('?')[0]}?user=creator&path=/chains/${chain?.id}`);
  await app.getByRole('button', { name: 'Hide this verse' }).click();
  await app.getByRole('textbox', { name: 'Why' }).fill('These are not his words.');
  await app.getByRole('button', { name: 'Hide verse' }).click();
  await app.getByText('Hidden verse').waitFor();
  await jonas.page.goto(`${jonas.page.url().split('?')[0]}?user=fan&path=/chains/${chain?.id}`);
  await jonas.app.getByText('These are not his words.').waitFor();
  await app.getByRole('button', { name: 'Hide this chain' }).click();
  await app.getByRole('textbox', { name: 'Why' }).fill('Its title misleads.');
  await app.getByRole('button', { name: 'Hide chain' }).click();
  // Nia started it: she alone still sees it, and why.
  await app.getByText('An operator hid this chain.', { exact: false }).waitFor();
  await jonas.page.goto(`${jonas.page.url().split('?')[0]}?user=fan&path=/chains/${chain?.id}`);
  await jonas.app.getByText('There is no such chain any more.', { exact: false }).waitFor();
  expect([nia.errors, jonas.errors]).toEqual([[], []]);
  await Promise.all([nia.context.close(), jonas.context.close()]);
}

it('two sing a chain that plays in a row; the verse that sounds like the first is held, appealed and freed, and the chain is hidden', async () => {
  await singInAChain();
  await appealAndHide();
});

/** Who made a chain is checked in the browser against chain and IPFS alone, and each way in which it may fail has its words. */
async function checkRecord(): Promise<void> {
  const [chain] = await ask("select id from public.dance_chains where title = 'Kitchen floor shuffle'");
  const published = () =>
    ask(`select b.anchor from public.provenance_records r join public.provenance_batches b on b.id = r.batch_id
      where r.subject_id = '${chain?.id}' and b.published_at is not null order by 1`);
  await expect.poll(published).toEqual([{ anchor: 'eas' }, { anchor: 'registry' }]);
  const check = async (away: string | null, answer: (route: Route) => Promise<void>, expected: RegExp, reason: RegExp) => {
    const { app, context, errors } = await openClient(browser, world.config, { user: 'fan', path: `/records/${chain?.id}` });
    const press = app.getByRole('button', { name: 'Check it now' });
    await press.waitFor();
    // The database said where to look; from here on it is switched off.
    await context.route('**/rest/v1/**', route => route.abort());
    if (away) await context.route(away, answer);
    await press.click();
    await app.getByText(expected).first().waitFor();
    await app.getByText(reason).first().waitFor();
    expect(errors).toEqual([]);
    await context.close();
  };
  const abort = (route: Route) => route.abort();
  await check(null, abort, /^It holds$/, /^Holds: /);
  await check('**/ipfs/**', abort, /^Not known now$/, /^Not known now: /);
  const flip = async (route: Route) => {
    const body = await (await route.fetch()).body();
    body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
    await route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } });
  };
  await check('**/ipfs/**', flip, /^Not known now$/, /^Not known now: /);
  await check(`${urlOf(world.config, 'chain')}/**`, abort, /^Base does not answer right now/, /Try again in a moment/);
  await ask(
    `update public.provenance_records set record = jsonb_set(record, '{author,fid}', '1') where subject_id = '${chain?.id}'`,
  );
  await check(null, abort, /^It does not hold$/, /^Does not hold: /);

  const stranger = await openClient(browser, world.config, {
    user: 'fan',
    path: '/records/5709e000-0000-4000-8000-00000000dead',
  });
  await stranger.app.getByText('Its record is published with the next batch.').waitFor();
  await stranger.context.close();
}

it('a dancer starts a chain that another joins, and whoever doubts who made it checks that against Base and IPFS alone', async () => {
  await danceInAChain();
  await checkRecord();
});
