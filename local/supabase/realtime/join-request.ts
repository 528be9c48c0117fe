/** What a client asks for when it joins a channel. */
export type JoinRequest = {
  accessToken: string | null;
  isPrivate: boolean;
  receivesOwn: boolean;
  wantsAck: boolean;
  presence: { enabled: boolean; key: string };
  changes: ChangeWish[];
};

/** As the client wrote it: it compares our answer with its own wish. */
export type ChangeWish = { event: string; schema: string; table?: string; filter?: string };

/** Reads the payload of `phx_join`; what is missing has supabase-js's defaults. */
export function parseJoin(payload: unknown): JoinRequest {
  const { config = {}, access_token: token } = payload as { config?: RawConfig; access_token?: unknown };
  return {
    accessToken: typeof token === 'string' && token !== '' ? token : null,
    isPrivate: config.private === true,
    receivesOwn: config.broadcast?.self === true,
    wantsAck: config.broadcast?.ack === true,
    presence: { enabled: config.presence?.enabled !== false, key: String(config.presence?.key ?? '') },
    changes: (config.postgres_changes ?? []).map(wish => ({
      event: String(wish.event ?? '*'),
      schema: String(wish.schema ?? 'public'),
      ...(wish.table !== undefined && { table: String(wish.table) }),
      ...(wish.filter !== undefined && { filter: String(wish.filter) }),
    })),
  };
}

type RawConfig = {
  private?: boolean;
  broadcast?: { self?: boolean; ack?: boolean };
  presence?: { enabled?: boolean; key?: string };
  postgres_changes?: { event?: string; schema?: string; table?: string; filter?: string }[];
};
