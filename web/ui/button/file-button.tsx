import { useRef } from 'react';
import { Button, type ButtonProps } from './button.tsx';

type FileButtonProps = Omit<ButtonProps, 'onClick' | 'type'> & {
  /** What kind of file, in the words of an input's `accept`. */
  accept: string;
  /** What the file is, for readers. */
  fileLabel: string;
  onFile: (file: File) => void;
};

/** A button that chooses a file of the device. The same file can be chosen again. */
export function FileButton({ accept, fileLabel, onFile, ...rest }: FileButtonProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...rest} onClick={() => chooser.current?.click()} />
      <input
        ref={chooser}
        type="file"
        accept={accept}
        aria-label={fileLabel}
        tabIndex={-1}
        aria-hidden="true"
        className="visually-hidden"
        onChange={event => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
