import { Suspense, useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { closeTradeSheet, openSheetStore } from '../features/markets/trade/trade-sheet-store.ts';
import { useAllPrices } from '../features/markets/use-all-prices.ts';
import { signInSheetStore } from '../lib/sign-in-sheet-store.ts';
import { useStore } from '../lib/store.ts';
import { Button } from '../ui/button/button.tsx';
import { cx } from '../ui/cx.ts';
import { SecondWay } from '../ui/state/second-way.ts';
import { TabBar } from '../ui/tab-bar/tab-bar.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { fetchAhead, SignInHost, TradeHost, Trouble } from './pages.ts';
import { PLACES, placeOf } from './places.ts';
import { Pages } from './routes.tsx';
import styles from './shell.module.css';
import { SpokenTitle } from './spoken-title.tsx';
import { useFocusNotLost } from './use-focus-not-lost.ts';
import { useHostBack } from './use-host-back.ts';
import { useTopOfNewPage } from './use-top-of-new-page.ts';
import { useUnread } from './use-unread.ts';
import { useWaitingDecisions } from './use-waiting-decisions.ts';

/** Places, the bar between them, and what stands above all of them: the trade sheet and the word about the connection. */
export function Shell() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  useAllPrices();
  useHostBack(pathname);
  const page = useTopOfNewPage(pathname);
  useFocusNotLost(page);
  useFetchAhead();
  const toStatus = (
    <Button variant="outline" onClick={() => void navigate('/status')}>
      Check status
    </Button>
  );
  return (
    <SecondWay value={toStatus}>
      <button type="button" className={styles.skip} onClick={toMenu}>
        Skip to menu
      </button>
      <SpokenTitle path={pathname} />
      <Word path={pathname} />
      <div ref={page} tabIndex={-1} className={styles.page}>
        <ErrorBoundary key={pathname}>
          <Pages />
        </ErrorBoundary>
      </div>
      <Places path={pathname} />
      <Trades onViewCoin={id => void navigate(`/p/${id}`)} />
      <SignIns />
    </SecondWay>
  );
}

/** Past whatever a page holds: a feed goes on for as long as one goes along it. */
const toMenu = () => document.querySelector<HTMLElement>('nav[aria-label="Main"] a')?.focus();

/** What is wrong, if anything is. Its code comes soon after the first paint: later there may be no way to fetch it. */
function Word({ path }: { path: string }) {
  if (!useAfter(SOON_MS) || path === '/status') return null;
  return (
    <Suspense fallback={null}>
      <Trouble className={cx(styles.word, path === '/' && styles.overMedia)} />
    </Suspense>
  );
}

function Places({ path }: { path: string }) {
  const waiting = useWaitingDecisions();
  const unread = useUnread();
  const notice = waiting > 0 ? `${waiting} to decide` : unread > 0 ? 'new notifications' : undefined;
  const items = PLACES.map(place => (place.to === '/stage' ? { ...place, notice } : place));
  return (
    <div className={styles.places}>
      <TabBar
        items={items}
        current={placeOf(path)}
        onMedia={path === '/'}
        brand={<span className={styles.brand}>GV</span>}
        renderLink={(item, attributes) => <Link to={item.to} {...attributes} />}
      />
    </div>
  );
}

/** The code of trades is fetched with the first of them, and stays: a trade may land long after its sheet was closed. */
function Trades({ onViewCoin }: { onViewCoin: (performanceId: string) => void }) {
  const open = useStore(openSheetStore) !== null;
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  // The next person begins without it.
  useEffect(() => closeTradeSheet, []);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <TradeHost onViewCoin={onViewCoin} />
    </Suspense>
  );
}

/** The sheet that signs in by wallet comes with the first time that somebody is asked. */
function SignIns() {
  const asked = useStore(signInSheetStore) !== null;
  return (
    asked && (
      <Suspense fallback={null}>
        <SignInHost />
      </Suspense>
    )
  );
}

const SOON_MS = 500;
const CALM_MS = 3000;

function useAfter(ms: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return over;
}

function useFetchAhead() {
  useEffect(() => {
    const timer = setTimeout(() => void fetchAhead(), CALM_MS);
    return () => clearTimeout(timer);
  }, []);
}
