import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Measure } from './fit-poster.ts';
import { escapeXml } from './layout.ts';

export type Renderer = { inkOf: Measure; png: (svg: string) => Uint8Array<ArrayBuffer> };

/** Makes resvg ready, once per isolate. `fonts` are static fonts; their family names are what a card asks for. */
export async function makeRenderer(wasm: Uint8Array, fonts: Uint8Array[]): Promise<Renderer> {
  await initWasm(wasm as Uint8Array<ArrayBuffer>);
  const font = { fontBuffers: fonts, defaultFontFamily: 'Hanken Text' };
  return {
    inkOf: (text, width) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg"><text x="0" y="0" font-size="1000" font-family="Archivo Poster ${width}">${escapeXml(text)}</text></svg>`;
      const box = new Resvg(svg, { font }).getBBox();
      return { left: box?.x ?? 0, width: box?.width ?? 1 };
    },
    png: svg => new Uint8Array(new Resvg(svg, { font }).render().asPng()),
  };
}
