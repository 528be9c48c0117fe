import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { useHost } from '../../lib/host.ts';
import { openInFarcaster } from '../../lib/host-actions.ts';
import { requireSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/state/notice.tsx';

/** Signs in with Farcaster inside a host; outside it leads there. */
export function SignInButton() {
  const { status } = useHost();
  const [working, setWorking] = useState(false);
  const [fault, setFault] = useState<string>();
  if (status === 'none') {
    return <Button onClick={openInFarcaster}>Open in Farcaster</Button>;
  }
  const signIn = async () => {
    setWorking(true);
    setFault(undefined);
    await requireSession().catch(error => setFault(wordsOf(error).body));
    setWorking(false);
  };
  return (
    <>
      <Button onClick={() => void signIn()} working={working ? 'Signing in' : undefined}>
        Sign in with Farcaster
      </Button>
      {fault && (
        <Notice icon="hand" role="alert">
          {fault}
        </Notice>
      )}
    </>
  );
}
