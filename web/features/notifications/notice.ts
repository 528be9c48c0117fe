import * as z from 'zod/mini';
import { NOTICE_KINDS, type NoticeKind } from '../../../shared/notifications/schema.ts';

/** A thing that happened to one of the viewer's takes. Times are unix ms. */
export type Notice = {
  id: string;
  kind: NoticeKind;
  performanceId: string;
  title: string;
  posterUrl: string | null;
  ink: string;
  at: number;
  isRead: boolean;
};

const time = z.pipe(
  z.string(),
  z.transform(text => Date.parse(text)),
);

export const NOTICE_COLUMNS =
  'id, kind, performance_id, created_at, read_at, performances!notices_performance_id_fkey(title, poster_url, ink)';

export const noticeRow = z.pipe(
  z.object({
    id: z.uuid(),
    kind: z.enum(NOTICE_KINDS),
    performance_id: z.uuid(),
    created_at: time,
    read_at: z.nullable(z.string()),
    // Gone for everybody once an operator or its author took it down, but not for the author.
    performances: z.nullable(z.object({ title: z.string(), poster_url: z.nullable(z.string()), ink: z.string() })),
  }),
  z.transform(
    (row): Notice => ({
      id: row.id,
      kind: row.kind,
      performanceId: row.performance_id,
      title: row.performances?.title ?? 'A take',
      posterUrl: row.performances?.poster_url ?? null,
      ink: row.performances?.ink ?? 'bone',
      at: row.created_at,
      isRead: row.read_at !== null,
    }),
  ),
);
