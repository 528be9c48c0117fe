/** Sounds that some player knows by the name of their codec alone (ISO/IEC 14496-12, 8.5.2, and QuickTime's), in small letters. */
const SOUNDS = new Set(
  'mp4a .mp3 ms\0u opus flac alac ac-3 ec-3 ac-4 samr sawb sowt twos lpcm raw none in24 in32 fl32 fl64 ipcm fpcm ulaw alaw'
    .split(' ')
    .map(name => name.padEnd(4)),
);
const textAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/**
 * Whether a box leaves no doubt about what its track is: one kind of media, said before the codecs; and no codec of sound in a
 * track that says to be neither that nor film. Some readers go by the kind, and see no sound where it says another; some players
 * go by the codec, and play it.
 */
export function agrees(name: string, content: Uint8Array, track: { kind: string | null }): boolean {
  // QuickTime says in a second `hdlr` where the data are.
  if (name === 'hdlr' && textAt(content, 4) !== 'dhlr') {
    const kind = textAt(content, 8);
    const isSame = track.kind === null || track.kind === kind;
    track.kind = kind;
    return isSame;
  }
  if (name !== 'stsd' || track.kind === 'soun' || track.kind === 'vide') return true;
  return !codecsOf(content).some(codec => SOUNDS.has(codec.toLowerCase()));
}

/** The names of a table of codecs, whose rows begin with their length. */
function codecsOf(content: Uint8Array): string[] {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const names: string[] = [];
  for (let at = 8; at + 8 <= content.length; at += Math.max(8, view.getUint32(at))) names.push(textAt(content, at + 4));
  return names;
}
