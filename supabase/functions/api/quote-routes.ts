import { z } from 'zod';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { isPermitted } from '../../../shared/markets/quote-permission.ts';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import type { QuotePermissions } from '../_shared/adapters/quote-permissions.ts';
import { type QuoteRequest, quoteRequest } from '../_shared/adapters/zora.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { json as answer } from '../_shared/http/respond.ts';
import { type Route, route } from '../_shared/http/route.ts';

export type QuoteDoorPorts = {
  permissions: QuotePermissions;
  askQuote: (request: QuoteRequest) => Promise<{ status: number; body: unknown }>;
};

const permitted = z.object({ trader: z.string().regex(/^0x[0-9a-fA-F]{40}$/) });

/**
 * Zora's quotes with our key. Its SDK sends no header that names who asks, but keeps the path of the address that it is given: so a signed-in person gets a
 * permission, and the SDK asks below it, as if this were Zora.
 */
export function quoteRoutes(requireSession: RequireSession, ports: QuoteDoorPorts, limit: LimitDoor): Route[] {
  return [
    route('POST', '/zora/permission', async ({ request, json }) => {
      const { userId } = await requireSession(request);
      const { text, expiresAt } = await ports.permissions.give({ userId, trader: (await json(permitted)).trader });
      return { permission: text, expires_at: expiresAt };
    }),
    route(
      'POST',
      '/zora/as/:permission/quote',
      async ({ params, json }) => {
        const permission = await ports.permissions.read(params.permission);
        await limit('quote', permission.userId);
        const ask = await json(quoteRequest);
        if (!isPermitted(ask, permission)) throw forAnother();
        const { status, body } = await ports.askQuote(ask);
        return answer(body, { status });
      },
      { secretPath: true },
    ),
  ];
}

function forAnother(): AppError {
  return new AppError('zora/other-wallet', 'This asks for the trade of another wallet than the one that it was permitted for.', {
    status: 403,
  });
}
