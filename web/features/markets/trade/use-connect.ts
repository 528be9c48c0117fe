import { useCallback, useEffect, useState } from 'react';
import { wordsOf } from '../../../lib/errors.ts';
import { useHost } from '../../../lib/host.ts';
import { requireSession, useSession } from '../../../lib/session.ts';
import { connectWallet, reconnectWallet } from '../../../lib/wallet.ts';

/**
 * Connects by itself when the panel opens inside a host: there that asks nothing. In a browser the wallet that signed in is taken up if it lets us;
 * else the person asks for it, and signs in with it.
 */
export function useConnect() {
  const { status } = useHost();
  const inHost = status === 'host';
  const signedIn = useSession() !== null;
  const [connecting, setConnecting] = useState(false);
  const [connectFault, setFault] = useState<string | null>(null);
  const connect = useCallback(() => {
    setConnecting(true);
    setFault(null);
    (inHost ? connectWallet() : requireSession().then(() => connectWallet()))
      .catch(error => setFault(wordsOf(error).body))
      .finally(() => setConnecting(false));
  }, [inHost]);
  useEffect(() => {
    if (inHost) connect();
    else if (status === 'none' && signedIn) void reconnectWallet().catch(() => undefined);
  }, [inHost, status, signedIn, connect]);
  return { connecting, connect, connectFault };
}
