import { createContext, type ReactNode } from 'react';

/** What every page that could not be shown offers beside trying again; the app says it once, as primitives know no places. */
export const SecondWay = createContext<ReactNode>(null);
