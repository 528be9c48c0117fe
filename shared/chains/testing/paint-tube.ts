/** A picture: red, green, blue and 255 for each pixel, row by row. */
export type Picture = { width: number; height: number; pixels: Uint8Array };
export type Colour = readonly [red: number, green: number, blue: number];
/** A place in pixels, and how thick a tube is there. */
export type Round = readonly [x: number, y: number, radius: number];
/** A limb: a tube that tapers, with round ends. */
export type Tube = { from: Round; to: Round; colour: Colour };

/** Where light comes from: the upper left, from the front. */
const LIGHT = [-0.4, -0.5, 0.77] as const;

/** Paints a tube onto a picture, lit as something round is. */
export function paintTube({ from, to, colour }: Tube, { width, height, pixels }: Picture): void {
  const most = Math.max(from[2], to[2]) + 1;
  const [left, right] = [
    Math.max(0, Math.floor(Math.min(from[0], to[0]) - most)),
    Math.min(width - 1, Math.ceil(Math.max(from[0], to[0]) + most)),
  ];
  const [top, bottom] = [
    Math.max(0, Math.floor(Math.min(from[1], to[1]) - most)),
    Math.min(height - 1, Math.ceil(Math.max(from[1], to[1]) + most)),
  ];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const squared = dx * dx + dy * dy || 1;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const part = Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / squared));
      const radius = from[2] + (to[2] - from[2]) * part;
      const [ox, oy] = [x - from[0] - dx * part, y - from[1] - dy * part];
      const off = Math.hypot(ox, oy);
      const cover = Math.min(1, Math.max(0, radius - off + 0.5));
      if (cover === 0) continue;
      const [nx, ny] = [ox / radius, oy / radius];
      const nz = Math.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
      const lit = 0.5 + 0.55 * Math.max(0, nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2]);
      const at = (y * width + x) * 4;
      for (let k = 0; k < 3; k++) {
        const was = pixels[at + k] ?? 0;
        pixels[at + k] = Math.min(255, was + cover * ((colour[k] ?? 0) * lit - was));
      }
    }
}
