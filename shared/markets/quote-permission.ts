/** How long a permission to ask for quotes lasts, in seconds. It is asked for anew before that. */
export const QUOTE_PERMISSION_SECONDS = 600;

/** Who may ask for quotes, and for which wallet. The person pays for it with their limit, whoever shows the permission. */
export type QuotePermission = { userId: string; trader: string };

/** Whether a quote is for the permitted wallet alone: it trades, and it gets what comes out. */
export function isPermitted(
  ask: { sender: string; recipient?: string | undefined },
  { trader }: Pick<QuotePermission, 'trader'>,
): boolean {
  return [ask.sender, ask.recipient ?? ask.sender].every(wallet => wallet.toLowerCase() === trader.toLowerCase());
}
