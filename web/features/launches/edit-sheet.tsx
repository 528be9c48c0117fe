import { type ReactNode, useState } from 'react';
import { checkName, checkTicker } from '../../../shared/launches/ticker.ts';
import { callApi } from '../../lib/api.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { type ConsentAnswer, consentAnswer } from './consent.ts';
import styles from './launches.module.css';
import { percent } from './percent.ts';
import { PictureChoice } from './picture-choice.tsx';
import { readLines, SplitEditor, type SplitLine } from './split-editor.tsx';

/** Uploads a picture for a coin and hands its id over once it was checked. */
export type CoinPictureSlot = (use: (fileId: string) => Promise<void>) => ReactNode;

type EditSheetProps = {
  consent: ConsentAnswer;
  uploadPicture: CoinPictureSlot;
  /** Reads the card again: what was uploaded is among its pictures. */
  readAgain: () => Promise<unknown>;
  onClose: () => void;
  onSaved: (consent: ConsentAnswer) => void;
};

function fault(check: () => string): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'This cannot be used.';
  }
}

/** Name, ticker, picture and split of the coin, before it is approved. */
export function EditSheet({ consent, uploadPicture, readAgain, onClose, onSaved }: EditSheetProps) {
  const [name, setName] = useState(consent.name);
  const [ticker, setTicker] = useState(consent.ticker);
  const [picture, setPicture] = useState(consent.picture);
  const [lines, setLines] = useState<SplitLine[]>(
    consent.parts.map(({ username, bps }, key) => ({ key, username, share: percent(bps) })),
  );
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<{ code: string; words: string }>();
  const nameFault = fault(() => checkName(name));
  const tickerFault = fault(() => checkTicker(ticker));
  const read = readLines(lines);
  const splitFault = 'fault' in read ? read.fault : undefined;
  const aboutSplit = refused?.code === 'launches/unknown-person' || refused?.code === 'launches/bad-split';
  const save = async () => {
    if ('fault' in read) return;
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
      setRefused({ code: codeOf(error), words: wordsOf(error).body });
      setSaving(false);
    }
  };
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Edit the coin">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (!nameFault && !tickerFault) void save();
        }}
      >
        <Field
          label="Name"
          value={name}
          maxLength={80}
          onChange={event => setName(event.target.value)}
          error={nameFault}
          hint="As it shows in wallets."
          count={`${[...name].length}/80`}
        />
        <Field
          label="Ticker"
          value={ticker}
          maxLength={13}
          autoCapitalize="characters"
          onChange={event => {
            setTicker(event.target.value.toUpperCase());
            setRefused(undefined);
          }}
          error={tickerFault ?? (aboutSplit ? undefined : refused?.words)}
          hint="2 to 12 letters and digits."
        />
        <PictureChoice
          pictures={consent.pictures}
          chosen={picture}
          onChoose={setPicture}
          upload={uploadPicture(async fileId => {
            await readAgain();
            setPicture(`upload:${fileId}`);
          })}
        />
        <SplitEditor
          lines={lines}
          fault={splitFault ?? (aboutSplit ? refused?.words : undefined)}
          onChange={changed => {
            setLines(changed);
            setRefused(undefined);
          }}
        />
        <Button
          full
          size="big"
          type="submit"
          working={saving ? 'Saving' : undefined}
          disabledReason={nameFault ?? tickerFault ?? splitFault}
        >
          Save
        </Button>
      </form>
    </Sheet>
  );
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
