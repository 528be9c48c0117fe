const SIDE_PX = 512;
const QUALITY = 0.85;

/**
 * The middle of a picture as a JPEG of 512 px. Drawn anew, so that nothing else in the file (where it was taken, by which phone)
 * goes along. Null for what is no picture.
 */
export async function squarePicture(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE_PX;
  canvas.height = SIDE_PX;
  const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas.getContext('2d')?.drawImage(picture, x, y, side, side, 0, 0, SIDE_PX, SIDE_PX);
  return new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
