import { parseArgs } from 'node:util';

/** What an option takes. `read` gets all that was typed for it, and throws with words that follow the option's name. */
type Kind<T> = { type: 'string' | 'boolean'; read: (typed: readonly string[]) => T };
type Kinds = Record<string, Kind<unknown>>;
type Values<K extends Kinds> = { [Name in keyof K]: K[Name] extends Kind<infer T> ? T : never };

export const text: Kind<string | undefined> = { type: 'string', read: typed => typed.at(-1) };
export const texts: Kind<readonly string[]> = { type: 'string', read: typed => typed };
export const flag: Kind<boolean> = { type: 'boolean', read: typed => typed.length > 0 };

/** A whole number from `least` to `most`; `usual` where nobody typed one. */
export function whole<U extends number | undefined>(usual: U, least = 1, most?: number): Kind<number | U> {
  const takes = `takes a whole number from ${least} ${most === undefined ? 'up' : `to ${most}`}`;
  return number(usual, takes, value => Number.isSafeInteger(value) && value >= least && value <= (most ?? value));
}

/** A number above 0 and, where it is told, below `under`. */
export function amount(usual: number, under?: number): Kind<number> {
  const takes = `takes a number ${under === undefined ? 'above 0' : `between 0 and ${under}`}`;
  return number(usual, takes, value => value > 0 && value < (under ?? Number.POSITIVE_INFINITY));
}

function number<U>(usual: U, takes: string, fits: (value: number) => boolean): Kind<number | U> {
  return {
    type: 'string',
    read: typed => {
      const last = typed.at(-1);
      if (last === undefined) return usual;
      if (last.trim() === '' || !fits(Number(last))) throw new Error(`${takes}: ${last}`);
      return Number(last);
    },
  };
}

/**
 * The options of a command, and up to `mostWords` other words, read before it starts anything. `--help` prints the usage and ends the process
 * with 0; whatever makes no sense ends it with 2.
 */
export function readOptions<K extends Kinds>(usage: string, kinds: K, mostWords = 0): { values: Values<K>; words: string[] } {
  const read = tryRead(kinds, mostWords);
  if (read === 'help') {
    console.log(usage);
    process.exit(0);
  }
  return read instanceof Error ? refuse(read.message, usage) : read;
}

function tryRead<K extends Kinds>(kinds: K, mostWords: number): { values: Values<K>; words: string[] } | 'help' | Error {
  const options: Record<string, { type: 'string' | 'boolean'; multiple: true }> = { help: { type: 'boolean', multiple: true } };
  for (const [name, { type }] of Object.entries(kinds)) options[name] = { type, multiple: true };
  try {
    const { values, positionals: words } = parseArgs({ options, allowPositionals: true });
    if (values.help) return 'help';
    if (words.length > mostWords) return new Error(`${words[mostWords]} is a word too many`);
    const read = Object.entries(kinds).map(([name, kind]) => [name, readOne(name, kind, values[name] ?? [])]);
    return { values: Object.fromEntries(read), words };
  } catch (error) {
    // What Node says behind its first sentence is about words that only look like options: nobody means those here.
    return new Error((error as Error).message.replace(/\. To specify.*/s, ''));
  }
}

function readOne(name: string, kind: Kind<unknown>, typed: readonly unknown[]): unknown {
  try {
    return kind.read(typed.map(String));
  } catch (error) {
    throw new Error(`--${name} ${(error as Error).message}`);
  }
}

/** Ends the process with 2: what was typed makes no sense, and nothing was done. */
export function refuse(why: string, usage: string): never {
  console.error(`cli/usage: ${why}\nusage: ${usage}`);
  process.exit(2);
}
