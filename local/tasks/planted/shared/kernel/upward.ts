// A violation on purpose: the import rules are alive only as long as they find it.
export { here } from '../../web/here.ts';
