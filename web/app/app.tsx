import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { personStore } from '../lib/person.ts';
import { createQueryClient, readAgainAsAnother } from '../lib/query-client.ts';
import { sessionStore } from '../lib/session.ts';
import { useStore } from '../lib/store.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Shell } from './shell.tsx';

/** The whole app with what it stands on. What is on the screen and in the cache is one person's: the next one begins with none of it. */
export function App() {
  const { turn } = useStore(personStore);
  return (
    <ErrorBoundary>
      <BrowserRouter>
        <OnePersons key={turn} />
      </BrowserRouter>
    </ErrorBoundary>
  );
}

function OnePersons() {
  const [client] = useState(createQueryClient);
  useEffect(() => {
    let asked = sessionStore.get()?.user.id;
    return sessionStore.subscribe(() => {
      const asks = sessionStore.get()?.user.id;
      if (asks === asked) return;
      asked = asks;
      readAgainAsAnother(client);
    });
  }, [client]);
  return (
    <QueryClientProvider client={client}>
      <Shell />
    </QueryClientProvider>
  );
}
