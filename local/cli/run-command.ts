import { BaseError } from 'viem';
import { AppError } from '../../shared/kernel/app-error.ts';

/** Runs a command. A failure is one line with its code, and the process ends with `failed`, once what is open has been closed. */
export async function runCommand(command: () => Promise<void>, failed = 1): Promise<void> {
  await command().catch(error => {
    console.error(wordsOf(error));
    process.exitCode = failed;
  });
}

/** What went wrong, with the reason underneath: "fetch failed" alone does not say that nobody listens. */
export function wordsOf(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  const says = error instanceof BaseError ? briefly(error) : error.message;
  return error.cause === undefined ? says : `${says}: ${wordsOf(error.cause)}`;
}

/** viem's messages repeat the whole request on many lines. Where there is a cause, it says the rest. */
function briefly({ shortMessage, details, cause }: BaseError): string {
  const brief = shortMessage.replace(/\.$/, '');
  return cause === undefined && details ? `${brief}: ${details}` : brief;
}
