/** Addresses below this are answered by our service worker alone, with bytes that it checked: the CID follows. */
export const CHECKED_PATH = '/checked/';

/** What a page says to the worker that does not answer it yet. */
export const CLAIM = 'claim';
