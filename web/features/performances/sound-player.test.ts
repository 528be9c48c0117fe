import { describe, expect, it, vi } from 'vitest';
import { createSoundPlayer } from './sound-player.ts';

/** An audio element of which the test is the loudspeaker. */
function makeLoudspeaker(
  find: (url: string) => string | Promise<string> = url => url,
  instead: (src: string) => Promise<string> | null = () => null,
) {
  const element = Object.assign(new EventTarget(), {
    src: '',
    volume: 1,
    currentTime: 0,
    duration: Number.NaN,
    plays: 0,
    play() {
      element.plays += 1;
      element.dispatchEvent(new Event('playing'));
      return Promise.resolve();
    },
    pause() {
      element.dispatchEvent(new Event('pause'));
    },
  });
  const player = createSoundPlayer({ makeAudio: () => element as unknown as HTMLAudioElement, find, instead });
  return { element, player };
}

describe('the loudspeaker', () => {
  it('is silent until somebody presses play', () => {
    const { element, player } = makeLoudspeaker();
    player.enter('a.wav');
    expect(element.plays).toBe(0);
    player.toggle('a.wav');
    expect(player.getState()).toMatchObject({ url: 'a.wav', playing: true, rolling: true });
  });

  it('plays one take at a time and goes on with the next while rolling', () => {
    const { element, player } = makeLoudspeaker();
    player.toggle('a.wav');
    player.enter('b.wav');
    expect(element.src).toBe('b.wav');
    expect(player.getState()).toMatchObject({ url: 'b.wav', playing: true, position: 0 });
  });

  it('says when a take has ended, so that a row goes on with the next', () => {
    const { element, player } = makeLoudspeaker();
    player.toggle('a.wav');
    expect(player.getState().ended).toBe(false);
    element.dispatchEvent(new Event('ended'));
    expect(player.getState()).toMatchObject({ ended: true, playing: false, position: 0 });
    player.enter('b.wav');
    expect(player.getState()).toMatchObject({ url: 'b.wav', ended: false, playing: true });
  });

  it('plays each take at its own level', () => {
    const { element, player } = makeLoudspeaker();
    player.toggle('a.wav', 0.4);
    expect(element.volume).toBe(0.4);
    player.enter('b.wav');
    expect(element.volume).toBe(1);
    player.seek('c.wav', 1_000, 0.7);
    expect(element.volume).toBe(0.7);
  });

  it('starts nothing by itself after a pause', () => {
    const { element, player } = makeLoudspeaker();
    player.toggle('a.wav');
    player.toggle('a.wav');
    expect(player.getState()).toMatchObject({ playing: false, rolling: false });
    player.enter('b.wav');
    expect(element.plays).toBe(1);
  });

  it('stops what plays when a take without sound comes on', () => {
    const { player } = makeLoudspeaker();
    player.toggle('a.wav');
    player.enter(null);
    expect(player.getState().playing).toBe(false);
  });

  it('plays what has to be fetched when it is here, unless something else was asked for meanwhile', async () => {
    const arrivals = new Map<string, PromiseWithResolvers<string>>();
    const find = (url: string) => {
      const arrival = Promise.withResolvers<string>();
      arrivals.set(url, arrival);
      return arrival.promise;
    };
    const { element, player } = makeLoudspeaker(find);
    player.toggle('a');
    expect(player.getState()).toMatchObject({ url: 'a', waiting: true, playing: false });
    player.toggle('b');
    arrivals.get('a')?.resolve('blob:a');
    arrivals.get('b')?.resolve('blob:b');
    await Promise.all([...arrivals.values()].map(each => each.promise));
    await Promise.resolve();
    expect([element.src, element.plays]).toEqual(['blob:b', 1]);
    player.toggle('c');
    arrivals.get('c')?.reject(new Error('no gateway gives it'));
    await vi.waitFor(() => expect(player.getState()).toMatchObject({ failed: true, waiting: false }));
    // Pressed again, it is asked for again.
    player.toggle('c');
    arrivals.get('c')?.resolve('blob:c');
    await vi.waitFor(() => expect(player.getState()).toMatchObject({ failed: false, playing: true }));
  });

  it('follows time, length and the end', () => {
    const { element, player } = makeLoudspeaker();
    player.toggle('a.wav');
    element.duration = 47;
    element.dispatchEvent(new Event('durationchange'));
    element.currentTime = 18;
    element.dispatchEvent(new Event('timeupdate'));
    expect(player.getState()).toMatchObject({ duration: 47_000, position: 18_000 });
    element.dispatchEvent(new Event('ended'));
    expect(player.getState()).toMatchObject({ playing: false, position: 0 });
  });

  it('keeps a place chosen before play', () => {
    const { element, player } = makeLoudspeaker();
    player.seek('a.wav', 12_000);
    expect(element.currentTime).toBe(12);
    player.toggle('a.wav');
    expect(player.getState().position).toBe(12_000);
  });

  it('says when a sound cannot be played', () => {
    const { element, player } = makeLoudspeaker();
    player.toggle('gone.wav');
    element.dispatchEvent(new Event('error'));
    expect(player.getState()).toMatchObject({ playing: false, failed: true });
  });

  describe('that cannot play what comes block by block', () => {
    const broken = async (whole: () => Promise<string>) => {
      const tried: string[] = [];
      const instead = (src: string) => {
        tried.push(src);
        return src.startsWith('/checked/') ? whole() : null;
      };
      const { element, player } = makeLoudspeaker(async url => `/checked/${url}`, instead);
      player.toggle('a');
      await vi.waitFor(() => expect(player.getState().playing).toBe(true));
      element.currentTime = 7;
      element.dispatchEvent(new Event('timeupdate'));
      element.dispatchEvent(new Event('error'));
      return { element, player, tried };
    };

    it('tries the whole file once, from the same place', async () => {
      const { element, player, tried } = await broken(async () => 'blob:a');
      expect(player.getState()).toMatchObject({ waiting: true, failed: false });
      element.currentTime = 0;
      await vi.waitFor(() => expect(player.getState()).toMatchObject({ playing: true, failed: false }));
      expect([element.src, element.currentTime, element.plays]).toEqual(['blob:a', 7, 2]);
      element.dispatchEvent(new Event('error'));
      expect(player.getState()).toMatchObject({ playing: false, waiting: false, failed: true });
      expect(tried).toEqual(['/checked/a', 'blob:a']);
    });

    it('hears nothing of a first try that was given up', async () => {
      const whole = Promise.withResolvers<string>();
      const { element, player } = makeLoudspeaker(
        async url => `/checked/${url}`,
        src => (src === '/checked/a' ? whole.promise : null),
      );
      const first = Promise.withResolvers<void>();
      const { play } = element;
      element.play = () => first.promise;
      player.toggle('a');
      await vi.waitFor(() => expect(element.src).toBe('/checked/a'));
      element.dispatchEvent(new Event('error'));
      element.play = play;
      whole.resolve('blob:a');
      await vi.waitFor(() => expect(player.getState().playing).toBe(true));
      first.reject(new DOMException('no such kind', 'NotSupportedError'));
      await first.promise.catch(() => undefined);
      await Promise.resolve();
      expect(player.getState()).toMatchObject({ playing: true, failed: false });
    });

    it('says so when the whole file is not to be had, and asks anew at the next press', async () => {
      const { element, player } = await broken(() => Promise.reject(new Error('no gateway gives it')));
      await vi.waitFor(() => expect(player.getState()).toMatchObject({ waiting: false, failed: true }));
      player.toggle('a');
      await vi.waitFor(() => expect(player.getState()).toMatchObject({ playing: true, failed: false }));
      expect(element.src).toBe('/checked/a');
    });

    it('leaves alone what was put on meanwhile, and what was paused', async () => {
      const whole = Promise.withResolvers<string>();
      const { element, player } = await broken(() => whole.promise);
      player.toggle('a');
      expect(player.getState().waiting).toBe(false);
      player.toggle('b');
      whole.resolve('blob:a');
      await vi.waitFor(() => expect(player.getState()).toMatchObject({ url: 'b', playing: true }));
      expect([element.src, element.plays]).toEqual(['/checked/b', 2]);
    });
  });

  it('asks for a sound anew whose bytes ended on the way', () => {
    const { element, player } = makeLoudspeaker();
    player.toggle('a.wav');
    Object.assign(element, { error: new Error('the line went away'), src: 'what is left' });
    element.dispatchEvent(new Event('error'));
    player.toggle('a.wav');
    expect(element.src).toBe('a.wav');
    expect(player.getState()).toMatchObject({ playing: true, failed: false });
  });
});
