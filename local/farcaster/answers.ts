const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
};

/** An answer that pages of every origin may read. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: cors });
}

/** What a browser asks before it sends. */
export function preflight(): Response {
  return new Response(null, { status: 204, headers: cors });
}
