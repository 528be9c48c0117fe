import { readUpTo } from '../../../shared/kernel/read-up-to.ts';

/** Answers that hold a few fields. */
export const SMALL_ANSWER = 256 * 1024;

/** The text of another server's answer. @throws Error as soon as it has more than `most` bytes: the rest is not waited for. */
export async function readText(response: Response, most: number): Promise<string> {
  const bytes = await readUpTo(response, most);
  if (bytes === null) {
    await response.body?.cancel();
    throw new Error(`an answer of more than ${most} bytes`);
  }
  return new TextDecoder().decode(bytes);
}

/** The JSON of another server's answer. @throws Error for more than `most` bytes, and for what is no JSON. */
export async function readJson(response: Response, most = SMALL_ANSWER): Promise<unknown> {
  return JSON.parse(await readText(response, most));
}

/** `fetch` for libraries that read answers themselves: what they are given is small and here already. @throws TypeError, as for a network that fails. */
export async function fetchSmall(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const text = await readText(response, SMALL_ANSWER).catch(cause => {
    throw new TypeError('The answer could not be read.', { cause });
  });
  return new Response(text, { status: response.status, headers: response.headers });
}
