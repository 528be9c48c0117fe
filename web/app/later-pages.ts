// One piece of code for all: they share most of it, and a chunk more would split what every page begins with.

export { FromCastPage } from './from-cast-page.tsx';
export { ChainPage, ChainsPage, RecordPage } from './chain-pages.tsx';
export { InboxPage } from './inbox-page.tsx';
export { OperatorPage } from './operator-page.tsx';
export { PerformPage } from './perform-page.tsx';
export { SearchPage } from './search-page.tsx';
