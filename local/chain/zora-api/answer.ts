/** What a route answers: a status and a JSON body. */
export type Answer = { status: number; body: unknown };

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const refused = (status: number, error: string): Answer => ({ status, body: { error } });

/** An answer in the form that Zora gives its quotes' errors: `success` is a string. */
export const noQuote = (errorType: 'LIQUIDITY' | 'UNKNOWN', error: string): Answer => ({
  status: 422,
  body: { success: 'false', error, errorType },
});
