import type { ComponentProps } from 'react';
import { Avatar } from '../ui/avatar/avatar.tsx';
import { usePictureUrl } from './use-media-url.ts';

/** A person's picture, checked where it is named by its content; their initials before, and where nobody gives the right bytes. */
export function CheckedAvatar({ src, ...rest }: ComponentProps<typeof Avatar>) {
  return <Avatar {...rest} src={usePictureUrl(src ?? null)} />;
}
