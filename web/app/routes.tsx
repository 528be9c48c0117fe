import { Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { FeedPage } from './feed-page.tsx';
import {
  AccountPage,
  ChainPage,
  ChainsPage,
  CoinPage,
  CoinsPage,
  EarningsPage,
  FromCastPage,
  InboxPage,
  LostPage,
  OperatorPage,
  PerformancePage,
  PerformPage,
  PersonPage,
  RecordPage,
  SearchPage,
  StagePage,
  StatusPage,
} from './pages.ts';
import { Turning } from './turning.tsx';

/** Which page stands at which address. */
export function Pages() {
  return (
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
  );
}
