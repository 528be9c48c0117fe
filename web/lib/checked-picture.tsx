import { usePictureUrl } from './use-media-url.ts';

type CheckedPictureProps = {
  src: string;
  className: string | undefined;
  style?: { width: number; height: number };
  onFail?: () => void;
};

/** A small picture beside words that say what it shows, checked where it is named by its content. Keeps its place until it is here. */
export function CheckedPicture({ src, className, style, onFail }: CheckedPictureProps) {
  const from = usePictureUrl(src, true, onFail);
  return from ? (
    <img className={className} style={style} src={from} alt="" loading="lazy" onError={onFail} />
  ) : (
    <span className={className} style={style} />
  );
}
