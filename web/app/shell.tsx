import { Suspense, useEffect, useRef, useState } from 'react';
import { Link, Route, Routes, useLocation, useNavigate, useNavigationType } from 'react-router';
import { openSheetStore } from '../features/markets/trade/trade-sheet-store.ts';
import { useAllPrices } from '../features/markets/use-all-prices.ts';
import { bindBack } from '../lib/host-actions.ts';
import { signInSheetStore } from '../lib/sign-in-sheet-store.ts';
import { useStore } from '../lib/store.ts';
import { Button } from '../ui/button/button.tsx';
import { cx } from '../ui/cx.ts';
import { Page, Section, TopBar } from '../ui/layout/layout.tsx';
import { Skeleton } from '../ui/skeleton/skeleton.tsx';
import { usePending } from '../ui/skeleton/use-pending.ts';
import { SecondWay } from '../ui/state/second-way.ts';
import { TabBar } from '../ui/tab-bar/tab-bar.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FeedPage } from './feed-page.tsx';
import {
  AccountPage,
  ChainPage,
  ChainsPage,
  CoinPage,
  CoinsPage,
  EarningsPage,
  FromCastPage,
  fetchAhead,
  InboxPage,
  LostPage,
  OperatorPage,
  PerformancePage,
  PerformPage,
  PersonPage,
  RecordPage,
  SearchPage,
  SignInHost,
  StagePage,
  StatusPage,
  TradeHost,
  Trouble,
} from './pages.ts';
import { PLACES, placeOf } from './places.ts';
import styles from './shell.module.css';
import { useUnread } from './use-unread.ts';
import { useWaitingDecisions } from './use-waiting-decisions.ts';

/** Places, the bar between them, and what stands above all of them: the trade sheet and the word about the connection. */
export function Shell() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  useAllPrices();
  useHostBack(pathname);
  const page = useTopOfNewPage(pathname);
  useFetchAhead();
  const toStatus = (
    <Button variant="outline" onClick={() => void navigate('/status')}>
      Check status
    </Button>
  );
  return (
    <SecondWay value={toStatus}>
      <Word path={pathname} />
      <div ref={page} tabIndex={-1} className={styles.page}>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<Turning />}>
            <Routes>
              <Route path="/" element={<FeedPage />} />
              <Route path="/p/:id" element={<PerformancePage />} />
              <Route path="/chains" element={<ChainsPage />} />
              <Route path="/chains/:id" element={<ChainPage />} />
              <Route path="/records/:id" element={<RecordPage />} />
              <Route path="/perform" element={<PerformPage />} />
              <Route path="/from-cast" element={<FromCastPage />} />
              <Route path="/coins" element={<CoinsPage />} />
              <Route path="/coins/:address" element={<CoinPage />} />
              <Route path="/stage" element={<StagePage />} />
              <Route path="/earnings" element={<EarningsPage />} />
              <Route path="/u/:id" element={<PersonPage />} />
              <Route path="/account" element={<AccountPage />} />
              <Route path="/notices" element={<InboxPage />} />
              <Route path="/search" element={<SearchPage />} />
              <Route path="/status" element={<StatusPage />} />
              <Route path="/operator" element={<OperatorPage />} />
              <Route path="*" element={<LostPage />} />
            </Routes>
          </Suspense>
        </ErrorBoundary>
      </div>
      <Places path={pathname} />
      <Trades onViewCoin={id => void navigate(`/p/${id}`)} />
      <SignIns />
    </SecondWay>
  );
}

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
    <div className={/^\/(p|chains)\/./.test(path) ? styles.wideOnly : undefined}>
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

function useHostBack(path: string) {
  const navigate = useNavigate();
  useEffect(() => {
    void bindBack(path !== '/', () => {
      const index: unknown = window.history.state?.idx;
      void (typeof index === 'number' && index > 0 ? navigate(-1) : navigate('/'));
    });
  }, [path, navigate]);
}

/**
 * A page that was just opened begins at its top, for the focus too, unless what was pressed is still there; one that was gone
 * back to stays where the browser puts it.
 */
function useTopOfNewPage(path: string) {
  const page = useRef<HTMLDivElement>(null);
  const how = useNavigationType();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each page, whatever came before
  useEffect(() => {
    if (how !== 'PUSH') return;
    window.scrollTo(0, 0);
    if (document.activeElement === document.body) page.current?.focus({ preventScroll: true });
  }, [path]);
  return page;
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

function Turning() {
  const shown = usePending(true);
  return (
    <Page>
      <TopBar />
      <Section label="Loading">{shown && <Skeleton height={240} shape="control" />}</Section>
    </Page>
  );
}
