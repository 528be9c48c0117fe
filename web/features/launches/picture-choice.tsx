import type { ReactNode } from 'react';
import type { CoinPicture } from '../../../shared/launches/part.ts';
import styles from './edit.module.css';

type PictureChoiceProps = {
  pictures: readonly CoinPicture[];
  chosen: string;
  onChoose: (id: string) => void;
  /** Adds one of the creator's own. */
  upload: ReactNode;
};

/** The pictures that a coin may show, one of them chosen. */
export function PictureChoice({ pictures, chosen, onChoose, upload }: PictureChoiceProps) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Picture</legend>
      <div className={styles.pictures}>
        {pictures.map(({ id, label, url }) => (
          <label key={id} className={styles.picture}>
            <input
              type="radio"
              name="picture"
              className="visually-hidden"
              checked={id === chosen}
              onChange={() => onChoose(id)}
              aria-label={label}
            />
            <img src={url} alt="" />
          </label>
        ))}
      </div>
      {upload}
    </fieldset>
  );
}
