import { type CSSProperties, type ReactNode, useId } from 'react';
import { ATTESTATION_IN_FORCE, ATTESTATIONS } from '../../../../shared/performances/attestation.ts';
import { posterLines } from '../../../../shared/performances/poster-lines.ts';
import { TITLE_MOST } from '../../../../shared/performances/title-most.ts';
import { Button } from '../../../ui/button/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Field } from '../../../ui/field/field.tsx';
import { Fault } from '../../../ui/state/fault.tsx';
import { posterHeight } from '../../../ui/wood-type/poster-height.ts';
import { WoodType } from '../../../ui/wood-type/wood-type.tsx';
import { InkPicker, KindPicker, LanguagePicker } from './pickers.tsx';
import styles from './post.module.css';
import { CAPTION_MOST, missingOf, type PostWords } from './post-words.ts';

type PostFormProps = {
  words: PostWords;
  onWords: (words: PostWords) => void;
  /** The picture on the poster; none for sound alone. */
  picture: string | null;
  /** What is happening, in place of the button's label. */
  working: string | undefined;
  fault: string | null;
  onPost: () => void;
  label: string;
  /** Whom a coin of it would pay; none for what grew from nothing. */
  credits?: ReactNode;
  /** Where a caption is written elsewhere, there is no field for it. */
  withCaption?: boolean;
  /** Under the button. */
  note: ReactNode;
};

/** Title, kind, ink, language and rights of a take, beside its poster. */
export function PostForm(props: PostFormProps) {
  const { words, onWords, picture, working, fault, onPost, label, credits, withCaption = true, note } = props;
  const captionId = useId();
  const change = (part: Partial<PostWords>) => onWords({ ...words, ...part });
  const missing = missingOf(words);
  return (
    <form
      className={cx(styles.form, styles.onPage)}
      onSubmit={event => {
        event.preventDefault();
        if (!missing && !working) onPost();
      }}
    >
      <div className={styles.head}>
        <Poster words={words} picture={picture} />
        <div className={styles.fields}>
          <Field
            label="Title"
            value={words.title}
            onChange={event => change({ title: event.target.value })}
            hint="Sets the poster"
            count={`${[...words.title.trim()].length}/${TITLE_MOST}`}
            autoComplete="off"
          />
          <KindPicker kind={words.kind} onKind={kind => change({ kind })} />
        </div>
      </div>
      <InkPicker ink={words.ink} onInk={ink => change({ ink })} />
      {withCaption && (
        <div className={styles.field}>
          <label htmlFor={captionId}>Caption</label>
          <textarea
            id={captionId}
            rows={2}
            maxLength={CAPTION_MOST}
            value={words.caption}
            onChange={event => change({ caption: event.target.value })}
          />
        </div>
      )}
      <LanguagePicker language={words.language} onLanguage={language => change({ language })} />
      <Rights attested={words.attested} onAttested={attested => change({ attested })} />
      {credits}
      <Fault>{fault}</Fault>
      <div className={styles.foot}>
        <Button type="submit" size="big" full working={working} disabledReason={missing ?? undefined}>
          {label}
        </Button>
        <p className="micro secondary">{missing ?? note}</p>
      </div>
    </form>
  );
}

/** The poster as it will be. */
function Poster({ words: { title, ink }, picture }: Pick<PostFormProps, 'words' | 'picture'>) {
  const lines = posterLines(title.trim() || 'Untitled');
  return (
    <div className={cx(styles.poster, 'on-media')} style={{ '--ground': `var(--flat-${ink})` } as CSSProperties}>
      {picture && <img src={picture} alt="" />}
      <div className={styles.scrim} />
      <WoodType as="span" lines={lines} height={posterHeight(lines)} className={styles.title ?? ''} />
    </div>
  );
}

type RightsProps = { attested: readonly boolean[]; onAttested: (attested: boolean[]) => void };

/** What the performer states, each for itself. */
function Rights({ attested, onAttested }: RightsProps) {
  return (
    <fieldset className={styles.rights}>
      <legend className="label strong">Rights</legend>
      {ATTESTATIONS[ATTESTATION_IN_FORCE].map((statement, i) => (
        <label key={statement} className={styles.check}>
          <input
            type="checkbox"
            checked={attested[i] ?? false}
            onChange={event => onAttested(attested.map((was, at) => (at === i ? event.target.checked : was)))}
          />
          <span>{statement}</span>
        </label>
      ))}
    </fieldset>
  );
}
