import { INKS, type Ink, VELVET } from './card.ts';
import { HEIGHT } from './layout.ts';

/** One lamp in an ink: two beams and a disc over the floor, at the right of a card. */
export function stage(ink: Ink): string {
  const { ink: beam, deep, pale } = INKS[ink];
  return `<defs><linearGradient id="s" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="${VELVET}"/><stop offset=".34" stop-color="${deep}"/><stop offset="1" stop-color="${deep}"/></linearGradient><linearGradient id="b" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${beam}" stop-opacity=".95"/><stop offset="1" stop-color="${beam}" stop-opacity=".1"/></linearGradient></defs><rect x="660" width="540" height="${HEIGHT}" fill="url(#s)"/><path d="M716 0H760L1090 ${HEIGHT}H900Z" fill="url(#b)"/><path d="M1170 0H1200V${HEIGHT * 0.2}L1010 ${HEIGHT}H820Z" fill="url(#b)"/><ellipse cx="975" cy="742" rx="225" ry="30" fill="${beam}" opacity=".7"/><circle cx="975" cy="360" r="170" fill="${pale}"/>${disc(beam)}`;
}

/** Grooves on the disc, so that it is a record and a lamp at once. */
function disc(colour: string): string {
  const grooves = [150, 128, 106, 84].map(
    r => `<circle cx="975" cy="360" r="${r}" fill="none" stroke="${colour}" stroke-width="2" opacity=".35"/>`,
  );
  return `${grooves.join('')}<circle cx="975" cy="360" r="52" fill="${colour}"/><circle cx="975" cy="360" r="9" fill="${VELVET}"/>`;
}
