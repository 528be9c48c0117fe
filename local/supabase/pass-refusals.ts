type DatabaseError = { code?: unknown; message?: unknown; detail?: unknown; hint?: unknown };
/** The part of a lite connection that looks at what Postgres threw, before it becomes a response. The REST tests hold that it works. */
type Normalizing = { normalizeDbError: (error: unknown) => unknown };

/** What a check or a `raise` refused: lite answers these with its own 500 and without the code. */
const REFUSED = /^(23514|23P01|P0001)$/;

/**
 * Lets what a check or a `raise` refused through as PostgREST does: status 400, with Postgres' own code and words. It goes the
 * way of an error that says its status itself.
 */
export function passRefusals(connection: object): void {
  const lite = connection as Normalizing;
  const normalize = lite.normalizeDbError.bind(connection);
  lite.normalizeDbError = thrown => {
    const error = normalize(thrown) as DatabaseError | null;
    if (typeof error?.code !== 'string' || !REFUSED.test(error.code)) return error;
    const { code, message, detail = null, hint = null } = error;
    const said = JSON.stringify({ code, message, details: detail, hint });
    return Object.assign(new Error(said, { cause: thrown }), {
      code: 'PGRST',
      detail: JSON.stringify({ status: 400, headers: {} }),
    });
  };
}
