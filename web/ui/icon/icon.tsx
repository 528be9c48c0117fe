import { type IconName, SHAPES } from './shapes.ts';

type IconProps = {
  name: IconName;
  /** Edge in px. 22 by default. */
  size?: number;
};

/** A drawing beside a word or inside a named control: hidden from readers, drawn in the text's colour. */
export function Icon({ name, size = 22 }: IconProps) {
  const shape = SHAPES[name];
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={shape.solid ? 'currentColor' : 'none'}
      stroke={shape.solid ? 'none' : 'currentColor'}
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shape.paths.map(path => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
