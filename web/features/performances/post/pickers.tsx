import { type CSSProperties, useId } from 'react';
import { INKS, KINDS } from '../../../../shared/performances/schema.ts';
import { Chip } from '../../../ui/chip/chip.tsx';
import styles from './post.module.css';
import type { PostWords } from './post-words.ts';

export function KindPicker({ kind, onKind }: { kind: PostWords['kind']; onKind: (kind: PostWords['kind']) => void }) {
  return (
    <fieldset className={styles.chips} aria-label="Kind">
      {KINDS.map(each => (
        <Chip key={each} on={kind === each} onClick={() => onKind(each)}>
          {each === 'song' ? 'Song' : 'Dance'}
        </Chip>
      ))}
    </fieldset>
  );
}

/** The eight inks of posters. */
export function InkPicker({ ink, onInk }: { ink: PostWords['ink']; onInk: (ink: PostWords['ink']) => void }) {
  const name = useId();
  return (
    <fieldset className={styles.inks}>
      <legend className="label strong">Ink</legend>
      {INKS.map(each => (
        <label key={each} className={styles.ink} style={{ '--ground': `var(--flat-${each})` } as CSSProperties}>
          <input type="radio" name={name} aria-label={each} checked={ink === each} onChange={() => onInk(each)} />
        </label>
      ))}
    </fieldset>
  );
}

const LANGUAGES = ['en', 'es', 'pt', 'fr', 'de', 'sv', 'it', 'yo', 'hi', 'id', 'ja', 'ko', 'zh'];

/** The language of the words; empty for none. */
export function LanguagePicker({ language, onLanguage }: { language: string; onLanguage: (language: string) => void }) {
  const id = useId();
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const known = language === '' || LANGUAGES.includes(language) ? LANGUAGES : [language, ...LANGUAGES];
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Language</label>
      <select id={id} value={language} onChange={event => onLanguage(event.target.value)}>
        <option value="">No words, or several</option>
        {known.map(code => (
          <option key={code} value={code}>
            {names.of(code)}
          </option>
        ))}
      </select>
    </div>
  );
}
