import type { Webhook } from '@neynar/nodejs-sdk/build/api';
import { z } from 'zod';
import type { Filters } from './webhook-filters.ts';

const filters = z.record(z.string(), z.record(z.string(), z.unknown()));
const change = z.object({ webhook_id: z.string(), name: z.string(), url: z.url(), subscription: filters.optional() });
const MADE_AT = '2026-01-01T00:00:00.000Z';

export type WebhookDesk = { answer: (request: Request) => Promise<Response>; filters: () => Filters | null };

const refuse = (status: number, code: string, message: string) => Response.json({ code, message, status }, { status });

/** Neynar's management of the one webhook that this world has: `GET` and `PUT /v2/farcaster/webhook`, `GET …/webhook/list`. */
export function createWebhookDesk({ id, url, secret }: { id: string; url: string; secret: string }): WebhookDesk {
  let webhook: Webhook = {
    object: 'webhook',
    webhook_id: id,
    developer_uuid: '00000000-0000-4000-8000-000000000000',
    target_url: url,
    title: 'GigaVibe',
    description: '',
    secrets: [
      {
        uid: '1',
        value: secret,
        created_at: MADE_AT,
        updated_at: MADE_AT,
        expires_at: '2099-01-01T00:00:00.000Z',
        deleted_at: null,
      },
    ],
    active: true,
    http_timeout: '10s',
    rate_limit: 1_000,
    rate_limit_duration: '1s',
    created_at: MADE_AT,
    updated_at: MADE_AT,
    deleted_at: null,
  };
  const told = () => Response.json({ success: true, message: '', webhook });
  return {
    filters: () => (webhook.subscription?.filters as Filters | undefined) ?? null,
    answer: async request => {
      const { pathname, searchParams } = new URL(request.url);
      if (request.method === 'GET' && pathname.replace(/\/$/, '').endsWith('/list'))
        return Response.json({ webhooks: [webhook] });
      if (request.method === 'GET')
        return searchParams.get('webhook_id') === id ? told() : refuse(404, 'NotFound', 'Webhook not found');
      if (request.method !== 'PUT') return refuse(405, 'MethodNotAllowed', 'only GET and PUT are offered here');
      const parsed = change.safeParse(await request.json().catch(() => null));
      if (!parsed.success) return refuse(400, 'InvalidField', z.prettifyError(parsed.error));
      if (parsed.data.webhook_id !== id) return refuse(404, 'NotFound', 'Webhook not found');
      const { name, url: target, subscription } = parsed.data;
      const now = new Date().toISOString();
      const kept = { object: 'webhook_subscription', subscription_id: '1', created_at: MADE_AT, updated_at: now } as const;
      webhook = {
        ...webhook,
        title: name,
        target_url: target,
        updated_at: now,
        subscription: { ...kept, filters: subscription ?? {} },
      };
      return told();
    },
  };
}
