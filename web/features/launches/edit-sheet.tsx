import { useState } from 'react';
import { checkName, checkTicker } from '../../../shared/launches/ticker.ts';
import { callApi } from '../../lib/api.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { type ConsentAnswer, consentAnswer } from './consent.ts';
import styles from './launches.module.css';

type EditSheetProps = { consent: ConsentAnswer; onClose: () => void; onSaved: (consent: ConsentAnswer) => void };

function fault(check: () => string): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'This cannot be used.';
  }
}

/** Name and ticker of the coin, before it is approved. */
export function EditSheet({ consent, onClose, onSaved }: EditSheetProps) {
  const [name, setName] = useState(consent.name);
  const [ticker, setTicker] = useState(consent.ticker);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<string>();
  const nameFault = fault(() => checkName(name));
  const tickerFault = fault(() => checkTicker(ticker));
  const save = async () => {
    setSaving(true);
    try {
      onSaved(
        await callApi(`api/launches/${consent.launchId}`, {
          method: 'PATCH',
          body: { name: checkName(name), ticker: checkTicker(ticker) },
          schema: consentAnswer,
        }),
      );
    } catch (error) {
      setRefused(wordsOf(error).body);
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
          error={tickerFault ?? refused}
          hint="2 to 12 letters and digits."
        />
        <Button full size="big" type="submit" working={saving ? 'Saving' : undefined} disabledReason={nameFault ?? tickerFault}>
          Save
        </Button>
      </form>
    </Sheet>
  );
}
