import { z } from 'zod';
import { AppError, invalidInput } from '../../../shared/kernel/app-error.ts';
import { unpackPrint } from '../../../shared/moderation/pack-print.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { type Route, route } from '../_shared/http/route.ts';
import type { rightsStore } from '../_shared/stores/rights.ts';

export type PrintDoorPorts = Pick<ReturnType<typeof rightsStore>, 'keepPrint' | 'uploadedBy'>;

/** Three minutes of sound. */
const print = z.strictObject({ cid: z.string().max(100), words: z.string().regex(/^[A-Za-z0-9+/]{4,20680}={0,2}$/) });

/** What a device heard in a file that its owner uploaded: kept as a claim, until we can compute it ourselves. */
export function printRoutes(requireSession: RequireSession, ports: PrintDoorPorts): Route[] {
  return [
    route('POST', '/prints', async ({ request, json }) => {
      const { userId } = await requireSession(request);
      const { cid, words } = await json(print);
      if (!(await ports.uploadedBy(cid, userId)))
        throw new AppError('moderation/not-your-file', 'Only who uploaded a file says what is heard in it.', { status: 403 });
      await ports.keepPrint(cid, wordsOf(words), 'device');
      return { kept: true };
    }),
  ];
}

function wordsOf(packed: string): Uint32Array {
  try {
    return unpackPrint(packed);
  } catch {
    throw invalidInput('moderation/bad-print', 'This is no print of a sound.');
  }
}
