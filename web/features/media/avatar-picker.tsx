import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';
import { PicturePicker } from './picture-picker.tsx';

/** Chooses a picture from the device and makes it the person's own. Who closes the sheet before that keeps the old one. */
export function AvatarPicker({ onSaved }: { onSaved: () => void }) {
  const use = async (id: string, signal: AbortSignal) => {
    await callApi(`api/media/${id}/as-avatar`, { method: 'POST', schema: z.object({}), signal });
    onSaved();
  };
  return <PicturePicker purpose="avatar" fileLabel="Profile picture" label="Choose a picture" full use={use} />;
}
