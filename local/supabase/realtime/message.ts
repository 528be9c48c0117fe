/** One message of the Phoenix protocol that supabase-js speaks. */
export type Message = { joinRef: string | null; ref: string | null; topic: string; event: string; payload: unknown };

/** Version of the serializer: 1 sends objects, 2 arrays and binary frames. */
export type Version = 1 | 2;

/** What a client sends to everyone in a channel, from a text or a binary frame. */
export type Push = { joinRef: string | null; ref: string | null; topic: string; event: string; content: Content };

/** The content of a broadcast: JSON, kept as text so that no digit is lost and nothing is serialized twice, or bytes. */
export type Content = { json: string } | { bytes: Buffer };
