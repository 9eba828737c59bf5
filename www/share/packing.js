// @ts-check
// Bytes made short, and made of letters that an address can have.

/** The most bytes that anything unpacks to: a short text could otherwise fill the memory. */
const MOST = 4 << 20;

/** @param {Uint8Array<any>} bytes @param {CompressionStream | DecompressionStream} by */
async function through(bytes, by) {
  const parts = [];
  let length = 0;
  for await (const part of readAll(new Blob([bytes]).stream().pipeThrough(by))) {
    length += part.length;
    if (length > MOST) throw new RangeError('It is too long.');
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
async function* readAll(stream) {
  const reader = stream.getReader();
  try {
    for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) yield value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {Uint8Array} bytes */
export const deflated = (bytes) => through(bytes, new CompressionStream('deflate-raw'));

/** Throws where they are damaged, or too many. @param {Uint8Array} bytes */
export const inflated = (bytes) => through(bytes, new DecompressionStream('deflate-raw'));

/** Base64 with the alphabet of addresses. @param {Uint8Array} bytes */
export function toBase64(bytes) {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws where there are other letters. @param {string} text */
export function fromBase64(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}
