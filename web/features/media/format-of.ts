const FILM = [
  'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
  'video/webm;codecs=vp9,opus',
  'video/webm;codecs=vp8,opus',
  'video/webm',
  'video/mp4',
];
const SOUND = ['audio/mp4;codecs=mp4a.40.2', 'audio/webm;codecs=opus', 'audio/webm', 'audio/ogg;codecs=opus', 'audio/mp4'];

/** The first format that this device records and most others play; undefined leaves it to the device. */
export function formatOf(film: boolean, isSupported: (mime: string) => boolean): string | undefined {
  return (film ? FILM : SOUND).find(isSupported);
}
