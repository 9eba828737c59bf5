// @ts-check
// Bytes made short, and made of letters that an address can have.

/** The most bytes that anything unpacks to: a short text could otherwise fill the memory. */
const MOST = 4 << 20;

/**
 * Throws where they come to more than that. Part by part: a Response of damaged bytes fails in Firefox's console as well.
 * @param {Uint8Array<any>} bytes @param {CompressionStream | DecompressionStream} by
 */
async function through(bytes, by) {
  const reader = new Blob([bytes]).stream().pipeThrough(by).getReader();
  const parts = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > MOST) {
      reader.cancel().catch(() => {});
      throw new RangeError('It is too long.');
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
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
