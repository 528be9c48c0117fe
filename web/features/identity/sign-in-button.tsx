import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { useHost } from '../../lib/host.ts';
import { requireSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/state/notice.tsx';

/** Signs in: by Farcaster inside a host, by a wallet in a browser. */
export function SignInButton() {
  const outside = useHost().status === 'none';
  const [working, setWorking] = useState(false);
  const [fault, setFault] = useState<string>();
  const signIn = async () => {
    setWorking(true);
    setFault(undefined);
    await requireSession().catch(error => setFault(wordsOf(error).body));
    setWorking(false);
  };
  return (
    <>
      <Button onClick={() => void signIn()} working={working ? 'Signing in' : undefined}>
        {outside ? 'Sign in with a wallet' : 'Sign in with Farcaster'}
      </Button>
      {fault && (
        <Notice icon="hand" role="alert">
          {fault}
        </Notice>
      )}
    </>
  );
}
