/** Grounds dark enough for light initials. */
const INKS = ['#7a4a08', '#0d5c57', '#8f2947', '#243f8f', '#8a3a14', '#3d5a1e', '#5a3f86', '#5d5344'];

const escapeXml = (text: string) => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** A square SVG: the person's initials on an ink that their fid chooses. */
export function avatarSvg(fid: number, displayName: string): string {
  const words = displayName.split(/\s+/).filter(word => word !== '');
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map(word => [...(word ?? '')][0] ?? '').join('');
  const ink = INKS[fid % INKS.length];
  const font = 'font-family="Archivo, Helvetica Neue, Arial, sans-serif" font-size="78" font-weight="700"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="192" height="192" viewBox="0 0 192 192"><rect width="192" height="192" fill="${ink}"/><text x="96" y="98" ${font} fill="#faf2ec" text-anchor="middle" dominant-baseline="central">${escapeXml(initials.toUpperCase())}</text></svg>`;
}
