import { z } from 'zod';
import type { UnixMs } from '../../../shared/kernel/units.ts';
import { noSuchFile } from '../../../shared/media/errors.ts';
import { noteUploaded } from '../../../shared/media/note-uploaded.ts';
import { permitUpload } from '../../../shared/media/permit-upload.ts';
import type { PermitStore, PinService } from '../../../shared/media/ports.ts';
import { uploadSchema } from '../../../shared/media/upload-schema.ts';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import { callerNetwork } from '../_shared/http/caller.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { type Route, route } from '../_shared/http/route.ts';

export type MediaDoorPorts = {
  store: PermitStore;
  pins: Pick<PinService, 'permit'>;
  now: () => UnixMs;
  /** Makes one's own checked picture the picture of one's profile; false when it is none. */
  setAvatar: (fileId: string, userId: string) => Promise<boolean>;
};

const MEGABYTE = 1024 * 1024;
const uploaded = z.object({ cid: z.string().max(100).nullable() });

/** Uploads: the permission, and the word that the file is there. The bytes go to the pinning service, never through here. */
export function mediaRoutes(requireSession: RequireSession, ports: MediaDoorPorts, limit: LimitDoor): Route[] {
  return [
    route('POST', '/media', async ({ request, json }) => {
      const { userId, fid } = await requireSession(request);
      const upload = await json(uploadSchema);
      if (fid === null) await limit('upload', callerNetwork(request), Math.ceil(upload.size / MEGABYTE));
      const { file, uploadUrl } = await permitUpload(upload, userId, ports);
      return { id: file.id, status: file.pinStatus, upload_url: uploadUrl };
    }),
    route('POST', '/media/:id/uploaded', async ({ request, params, json }) => {
      const { userId } = await requireSession(request);
      const file = await noteUploaded(params.id, userId, (await json(uploaded)).cid, ports);
      return { id: file.id, status: file.pinStatus };
    }),
    route('POST', '/media/:id/as-avatar', async ({ request, params }) => {
      const { userId } = await requireSession(request);
      if (!(await ports.setAvatar(params.id, userId))) throw noSuchFile();
      return { id: params.id };
    }),
  ];
}
