import { z } from 'zod';
import type { FilterPorts } from '../../../../shared/hearing/ports.ts';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { askJson } from './ask-json.ts';

const filters = z.record(z.string(), z.record(z.string(), z.unknown()));
const said = z.object({
  webhook: z.object({ title: z.string(), target_url: z.string(), subscription: z.object({ filters }).nullish() }),
});

export type NeynarFilterOptions = { url: string; apiKey: string; webhookId: string; timeoutMs?: number };

/** The subscription of our webhook at Neynar: `GET` and `PUT /v2/farcaster/webhook`. */
export function neynarFilters({
  url,
  apiKey,
  webhookId,
  timeoutMs = 5_000,
}: NeynarFilterOptions): Pick<FilterPorts, 'read' | 'write'> {
  const asking = { source: 'neynar', apiKey, timeoutMs };
  const look = async () => {
    const found = await askJson(`${url}/v2/farcaster/webhook/?webhook_id=${encodeURIComponent(webhookId)}`, said, asking);
    if (found === null)
      throw new AppError('hearing/no-webhook', 'Neynar has no webhook of this id: check NEYNAR_WEBHOOK_ID.', { status: 404 });
    return found.webhook;
  };
  return {
    read: async () => (await look()).subscription?.filters ?? null,
    write: async subscription => {
      const { title: name, target_url } = await look();
      await askJson(`${url}/v2/farcaster/webhook/`, said, asking, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ webhook_id: webhookId, name, url: target_url, subscription }),
      });
    },
  };
}
