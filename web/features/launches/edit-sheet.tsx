import type { ReactNode } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import type { ConsentAnswer } from './consent.ts';
import styles from './launches.module.css';
import { PictureChoice } from './picture-choice.tsx';
import { SplitEditor } from './split-editor.tsx';
import { useCoinDraft } from './use-coin-draft.ts';

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

/** Name, ticker, picture and split of the coin, before it is approved. */
export function EditSheet({ consent, uploadPicture, readAgain, onClose, onSaved }: EditSheetProps) {
  const { draft, change, faults, refused, saving, save } = useCoinDraft(consent, onSaved);
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Edit the coin">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label="Name"
          value={draft.name}
          maxLength={80}
          onChange={event => change({ name: event.target.value })}
          error={faults.name}
          hint="As it shows in wallets."
          count={`${[...draft.name].length}/80`}
        />
        <Field
          label="Ticker"
          value={draft.ticker}
          maxLength={13}
          autoCapitalize="characters"
          onChange={event => change({ ticker: event.target.value.toUpperCase() })}
          error={faults.ticker ?? refused.ticker}
          hint="2 to 12 letters and digits."
        />
        <PictureChoice
          pictures={consent.pictures}
          chosen={draft.picture}
          onChoose={picture => change({ picture })}
          upload={uploadPicture(async fileId => {
            await readAgain();
            change({ picture: `upload:${fileId}` });
          })}
        />
        <SplitEditor lines={draft.lines} fault={faults.split ?? refused.split} onChange={lines => change({ lines })} />
        <Button
          full
          size="big"
          type="submit"
          working={saving ? 'Saving' : undefined}
          disabledReason={faults.name ?? faults.ticker ?? faults.split}
        >
          Save
        </Button>
      </form>
    </Sheet>
  );
}
