/** The part of a lite connection that sets a request's role and claims. It is private there; the REST tests hold that it works. */
type Contextual = {
  applyJwtSessionContext: (transaction: Transaction, request: RequestContext) => Promise<void>;
};
type Transaction = { executeQuery: (query: object) => Promise<unknown> };
type RequestContext = { auth?: { role?: string; uid?: unknown; jwt?: unknown }; storage?: { operation?: unknown } };

const NAMES = ['request.jwt.claim.sub', 'request.jwt.claim.role', 'request.jwt.claims', 'storage.operation', 'role'];
const SQL = `select ${NAMES.map((name, i) => `set_config('${name}', $${i + 1}, true)`).join(', ')}`;

/**
 * Lets the REST server set role and claims in one statement instead of six: a request takes four round trips to the database
 * instead of nine. Role comes last, so that all other settings are made as ourselves.
 */
export function shortenContext(connection: object): void {
  (connection as Contextual).applyJwtSessionContext = async (transaction, { auth, storage }) => {
    const role = auth?.role || 'anon';
    const claims = typeof auth?.jwt === 'object' && auth.jwt !== null ? JSON.stringify(auth.jwt) : '';
    const parameters = [String(auth?.uid ?? ''), role, claims, String(storage?.operation ?? ''), role];
    const query = { kind: 'RawNode', sqlFragments: [SQL], parameters: [] };
    await transaction.executeQuery({ sql: SQL, parameters, query, queryId: { queryId: 'context' } });
  };
}
