import { useState } from 'react';
import { checkName, checkTicker } from '../../../shared/launches/ticker.ts';
import { callApi } from '../../lib/api.ts';
import { wordsOf } from '../../lib/errors.ts';
import { type ConsentAnswer, consentAnswer } from './consent.ts';
import { percent } from './percent.ts';
import { readLines, type SplitLine } from './split-editor.tsx';

/** A coin as its creator is changing it. */
type CoinDraft = { name: string; ticker: string; picture: string; lines: SplitLine[] };

/** What the server did not take, in words, at the field that they are about. */
type Refused = { split?: string; ticker?: string };

/** What the creator changes of a coin, what is wrong with it, and saving it. */
export function useCoinDraft(consent: ConsentAnswer, onSaved: (consent: ConsentAnswer) => void) {
  const [draft, setDraft] = useState<CoinDraft>(() => draftOf(consent));
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<Refused>({});
  const read = readLines(draft.lines);
  const faults = {
    name: faultOf(() => checkName(draft.name)),
    ticker: faultOf(() => checkTicker(draft.ticker)),
    split: 'fault' in read ? read.fault : undefined,
  };
  const change = (part: Partial<CoinDraft>) => {
    setDraft(before => ({ ...before, ...part }));
    if (part.ticker !== undefined || part.lines) setRefused({});
  };
  /** Nothing while something is wrong. */
  const save = async () => {
    if (faults.name || faults.ticker || 'fault' in read) return;
    const { name, ticker, picture } = draft;
    setSaving(true);
    try {
      onSaved(
        await callApi(`api/launches/${consent.launchId}`, {
          method: 'PATCH',
          body: { name: checkName(name), ticker: checkTicker(ticker), ...(picture && { picture }), split: read.split },
          schema: consentAnswer,
        }),
      );
    } catch (error) {
      setRefused(refusalOf(error));
      setSaving(false);
    }
  };
  return { draft, change, faults, refused, saving, save };
}

function draftOf({ name, ticker, picture, parts }: ConsentAnswer): CoinDraft {
  return { name, ticker, picture, lines: parts.map(({ username, bps }, key) => ({ key, username, share: percent(bps) })) };
}

function faultOf(check: () => string): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'This cannot be used.';
  }
}

const ABOUT_SPLIT = ['launches/unknown-person', 'launches/bad-split'];

/** What is about no field stands at the ticker. */
function refusalOf(error: unknown): Refused {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const words = wordsOf(error).body;
  return ABOUT_SPLIT.includes(code) ? { split: words } : { ticker: words };
}
