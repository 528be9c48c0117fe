// One piece of code for all: they share most of it.

export { ChainPage, ChainsPage, RecordPage } from './chain-pages.tsx';
export { FromCastPage } from './from-cast-page.tsx';
export { InboxPage } from './inbox-page.tsx';
export { OperatorPage } from './operator-page.tsx';
export { PerformPage } from './perform-page.tsx';
export { SearchPage } from './search-page.tsx';
